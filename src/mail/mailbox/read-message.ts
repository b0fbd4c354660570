import PostalMime from 'postal-mime';
import { type MailboxSummary, readStored } from './mailbox-files.ts';

export interface MailboxMessage {
  readonly summary: MailboxSummary;
  /** The message as it came, byte for byte. */
  readonly source: Buffer;
  readonly parsed: {
    /** In the order of the message; keys in lower case, values decoded. */
    readonly headers: readonly { readonly key: string; readonly value: string }[];
    readonly html: string | null;
    readonly text: string | null;
  };
}

/** Reads and decodes one message of the embedded mailbox. Throws `not-found`. */
export async function readMailboxMessage(folder: string, id: string): Promise<MailboxMessage> {
  const { summary, source } = await readStored(folder, id);
  const mail = await PostalMime.parse(source);
  const headers = mail.headers.map(({ key, value }) => ({ key, value }));
  return { summary, source, parsed: { headers, html: mail.html ?? null, text: mail.text ?? null } };
}
