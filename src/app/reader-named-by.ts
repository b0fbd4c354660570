import type { SingleMailId } from '../domain/deliveries/single-mail.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import { readMessageId } from '../mail/compose/message-id.ts';
import type { App } from './context.ts';
import type { NamedMail } from './read-our-mail-address.ts';
import { copyOf } from './settle-by-evidence.ts';

/** To which reader a mail of ours went, by the first of these Message-IDs that is of one; their MACs prove them to be ours. Null: of none. */
export async function readerNamedBy(app: App, messageIds: readonly string[]): Promise<SubscriberId | null> {
  return (await mailNamedBy(app, messageIds))?.reader ?? null;
}

/** The same, with the edition that it was. */
export async function mailNamedBy(app: App, messageIds: readonly string[]): Promise<NamedMail | null> {
  for (const messageId of messageIds) {
    const copy = copyOf(app, messageId);
    if (copy !== null) return { edition: copy.edition, reader: copy.subscriber };
    const single = singleNamedBy(app, messageId);
    const reader = single === null ? null : await app.store.readerOfMail(single);
    if (reader !== null) return { edition: null, reader };
  }
  return null;
}

function singleNamedBy(app: App, messageId: string): SingleMailId | null {
  const [kind, id, ...more] = readMessageId(messageId, app.keyring.keys('message-id')) ?? [];
  return kind === 's' && id !== undefined && more.length === 0 ? (Number(id) as SingleMailId) : null;
}
