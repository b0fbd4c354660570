import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Instant } from '../../core/clock.ts';
import { foldedValue } from './header-value.ts';
import { type MailName, oneLine } from './mailbox-name.ts';

/** A mail as a relay takes it. */
export interface ComposedMail {
  readonly envelope: { readonly from: string; readonly to: string };
  /** With angle brackets, as in the header. */
  readonly messageId: string;
  /** The whole message, CRLF line ends. */
  readonly raw: Buffer;
}

/** A header's name, and its ASCII value, on one line or folded between several. */
export type Header = readonly [name: string, ...lines: string[]];

/** A picture that comes with the mail (RFC 2392). */
export interface EmbeddedPicture {
  /** Without angle brackets. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly octets: Buffer;
}

export interface MimeParts {
  readonly from: MailName;
  readonly replyTo: MailName | null;
  readonly to: { readonly name: string | null; readonly address: string };
  readonly envelopeFrom: string;
  readonly subject: string;
  readonly date: Instant;
  readonly messageId: string;
  /** Besides those above. */
  readonly headers: readonly Header[];
  readonly html: string;
  readonly text: string;
  /** Those that the HTML shows by `cid:`; none by default. */
  readonly pictures?: readonly EmbeddedPicture[];
}

/**
 * Composes one message: multipart/alternative with the text first, both quoted-printable; pictures stand beside the HTML in a multipart/related (RFC 2387). The same parts give the same bytes.
 * Throws `invalid` when a header's value has a line break or other control character.
 */
export async function composeMime(parts: MimeParts): Promise<ComposedMail> {
  const composer = new MailComposer({
    from: named(parts.from),
    ...(parts.replyTo === null ? {} : { replyTo: named(parts.replyTo) }),
    to: named(parts.to),
    subject: oneLine(parts.subject),
    date: new Date(parts.date),
    messageId: parts.messageId,
    headers: parts.headers.map(([key, ...lines]) => ({
      key,
      value: { prepared: true, value: foldedValue(key, lines) },
    })),
    text: parts.text,
    html: parts.html,
    attachments: (parts.pictures ?? []).map(({ id, name, type, octets }) => ({
      cid: id,
      filename: name,
      contentType: type,
      contentDisposition: 'inline',
      contentTransferEncoding: 'base64',
      content: octets,
    })),
    // Else nodemailer sends text/plain as format=flowed, which re-wraps code.
    encoding: 'quoted-printable',
    newline: 'win',
    baseBoundary: createHash('sha256').update(parts.messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = await composer.compile().build();
  return { envelope: { from: parts.envelopeFrom, to: parts.to.address }, messageId: parts.messageId, raw };
}

function named(mailName: MimeParts['to']): { name: string; address: string } {
  return { name: oneLine(mailName.name ?? ''), address: mailName.address };
}
