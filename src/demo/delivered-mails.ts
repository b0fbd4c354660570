import type { App } from '../app/context.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import { listMailbox } from '../mail/mailbox/mailbox-files.ts';
import { readMailboxMessage } from '../mail/mailbox/read-message.ts';

/** One mail of an edition, as it lies in the mailbox. */
export interface DeliveredMail {
  readonly id: string;
  readonly to: string;
  readonly html: boolean;
  readonly text: boolean;
  /** How often each header stands in it. */
  readonly listUnsubscribe: number;
  readonly listUnsubscribePost: number;
}

/** The mails of a topic's edition: those that name the post's page in Archived-At. */
export async function deliveredMails(app: App, topic: TopicId): Promise<readonly DeliveredMail[]> {
  const mails: DeliveredMail[] = [];
  for (const { id, to } of await listMailbox(app.workspace.mailboxFolder, { limit: 100 })) {
    const { parsed } = await readMailboxMessage(app.workspace.mailboxFolder, id);
    const valuesOf = (key: string) =>
      parsed.headers.filter((header) => header.key === key).map(({ value }) => value);
    if (!valuesOf('archived-at').includes(`<${app.config.url}/posts/${topic}/>`)) continue;
    mails.push({
      id,
      to: to.join(),
      html: parsed.html !== null,
      text: parsed.text !== null,
      listUnsubscribe: valuesOf('list-unsubscribe').length,
      listUnsubscribePost: valuesOf('list-unsubscribe-post').length,
    });
  }
  return mails;
}
