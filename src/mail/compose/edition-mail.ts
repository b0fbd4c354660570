import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { FrozenContent } from '../../domain/deliveries/delivery.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import { type MailName, oneLine } from './mailbox-name.ts';
import { hostOf } from './message-id.ts';
import { type ComposedMail, composeMime } from './mime.ts';
import { fillPlaces, type PlaceValues } from './places.ts';

/** What all mails of one edition have in common besides the frozen content. */
export interface EditionHeaders {
  readonly from: MailName;
  readonly replyTo: MailName | null;
  /** Where bounces go: MAIL FROM. */
  readonly envelopeFrom: string;
  /** When the edition was opened: the same on every retry. */
  readonly date: Instant;
  readonly blog: { readonly title: string; readonly url: string };
  /** The author's address, for List-Owner. */
  readonly owner: EmailAddress;
  /** A page that says how to leave and whom to ask. */
  readonly helpUrl: string;
  readonly archiveUrl: string;
  /** This post on the web (RFC 5064). */
  readonly postUrl: string;
  /** e.g. `regular:raft-1`, for Feedback-ID. */
  readonly editionKey: string;
}

/** One reader of an edition. */
export interface EditionReader {
  readonly address: EmailAddress;
  readonly name: string | null;
  /** From `messageIdFor`: the same on every retry. */
  readonly messageId: string;
  /** Takes the one-click POST of RFC 8058, and shows a button to a person. */
  readonly unsubscribeUrl: string;
}

/** Composes one reader's copy of an edition. The same arguments give the same bytes. Throws `invalid` for a URL with control characters. */
export async function composeEditionMail(
  frozen: FrozenContent,
  headers: EditionHeaders,
  reader: EditionReader,
): Promise<ComposedMail> {
  const values: PlaceValues = { UNSUBSCRIBE_URL: reader.unsubscribeUrl, READER: readerWords(reader) };
  return composeMime({
    from: headers.from,
    replyTo: headers.replyTo,
    to: { name: reader.name, address: reader.address },
    envelopeFrom: headers.envelopeFrom,
    subject: frozen.subject,
    date: headers.date,
    messageId: reader.messageId,
    headers: [...unsubscribeHeaders(reader.unsubscribeUrl), ...listHeaders(headers)],
    html: fillPlaces(frozen.html, values, escapeHtml),
    text: fillPlaces(frozen.text, values, (value) => value),
  });
}

/** RFC 8058: one List-Unsubscribe with one HTTPS URI, and the header that lets a mail program use it with one click. */
export function unsubscribeHeaders(url: string): readonly (readonly [string, string])[] {
  return [
    ['List-Unsubscribe', `<${url}>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ];
}

function listHeaders(headers: EditionHeaders): readonly (readonly [string, string])[] {
  const host = hostOf(headers.blog.url);
  return [
    ['List-Id', `${asciiPhrase(headers.blog.title)}<fortnight.${host}>`],
    ['List-Help', `<${headers.helpUrl}>`],
    ['List-Owner', `<mailto:${headers.owner}>`],
    ['List-Post', 'NO'],
    ['List-Archive', `<${headers.archiveUrl}>`],
    ['Archived-At', `<${headers.postUrl}>`],
    ['Feedback-ID', `${headers.editionKey.replaceAll(':', '-')}:edition:${host}:fortnight`],
    ['Precedence', 'bulk'],
  ];
}

/** A list's name is a comment to people; one that needs encoding is left out, as readers of RFC 2919 match only the part in brackets. */
function asciiPhrase(title: string): string {
  const words = oneLine(title);
  return /^[\x20-\x7e]+$/.test(words) ? `"${words.replace(/["\\]/g, '')}" ` : '';
}

function readerWords(reader: EditionReader): string {
  const name = oneLine(reader.name ?? '');
  return name === '' ? reader.address : `${name} (${reader.address})`;
}
