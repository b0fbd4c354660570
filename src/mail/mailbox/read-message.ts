import PostalMime, { type Attachment } from 'postal-mime';
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
  const html = mail.html === undefined ? null : withOwnPictures(mail.html, mail.attachments);
  return { summary, source, parsed: { headers, html, text: mail.text ?? null } };
}

/** A browser knows no `cid:` (RFC 2392): the pictures that the mail brings with it go where they are shown. */
function withOwnPictures(html: string, attachments: readonly Attachment[]): string {
  return attachments.reduce((whole, { contentId, mimeType, content }) => {
    if (contentId === undefined || typeof content === 'string') return whole;
    const octets = content instanceof ArrayBuffer ? Buffer.from(content) : Buffer.from(content);
    const data = octets.toString('base64');
    return whole.replaceAll(`cid:${contentId.replace(/^<|>$/g, '')}`, `data:${mimeType};base64,${data}`);
  }, html);
}
