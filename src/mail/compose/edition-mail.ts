import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { FrozenContent } from '../../domain/deliveries/delivery.ts';
import type { OutgoingMail } from '../relay/relay.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import { foldedValue, headerValue } from './header-value.ts';
import { type MailName, oneLine } from './mailbox-name.ts';
import { hostOf } from './message-id.ts';
import type { EmbeddedPicture, Header } from './mime.ts';
import { quotedPrintableWords } from './quoted-printable.ts';
import { type SlotValues, spliceEdition } from './splice.ts';
import { SplicedMail } from './spliced-mail.ts';
import { toHeaderValue } from './to-header.ts';

/** What all mails of one edition have in common besides the frozen content. */
export interface EditionHeaders {
  readonly from: MailName;
  readonly replyTo: MailName | null;
  /** Where bounces go, MAIL FROM, unless a reader's copy says otherwise. */
  readonly envelopeFrom: string;
  /** When the edition was opened: the same on every retry. */
  readonly date: Instant;
  readonly blog: { readonly title: string; readonly url: string };
  /** The author's address, for List-Owner. */
  readonly owner: EmailAddress;
  /** A page that says how to leave and whom to ask. */
  readonly helpUrl: string;
  readonly archiveUrl: string;
  /** This post on the web (RFC 5064); null for an edition that is no post. */
  readonly postUrl: string | null;
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
  /** Takes a mail in the place of that POST; null where no mail comes in. */
  readonly unsubscribeAddress: EmailAddress | null;
  readonly preferencesUrl: string;
  /** Where bounces of this copy go, so that they say whose it was; null: where those of all others do. */
  readonly bounceAddress: EmailAddress | null;
  /** In test mode only: where the copy goes instead. */
  readonly redirectedTo?: EmailAddress;
}

/**
 * Composes one reader's copy. The same reader gives the same bytes. Throws `invalid` for a URL that cannot stand in a header.
 */
export type ComposeForReader = (reader: EditionReader) => OutgoingMail;

/**
 * Composes an edition once, so that a reader's copy costs only the putting in of what differs: a few microseconds instead of
 * milliseconds. `pictures` are those that the HTML shows by `cid:`: all readers share their octets. A copy decodes to exactly what composing it on its own would give, and is ready for the wire.
 */
export async function prepareEditionMail(
  frozen: FrozenContent,
  headers: EditionHeaders,
  pictures: readonly EmbeddedPicture[] = [],
): Promise<ComposeForReader> {
  const splice = await spliceEdition(frozen, (stand) => ({
    from: headers.from,
    replyTo: headers.replyTo,
    to: { name: null, address: stand.to },
    envelopeFrom: headers.envelopeFrom,
    subject: frozen.subject,
    date: headers.date,
    messageId: stand.messageId,
    headers: [['List-Unsubscribe', stand.unsubscribe], ONE_CLICK, ...listHeaders(headers)],
    html: stand.html,
    text: stand.text,
    pictures,
  }));
  return (reader) =>
    new SplicedMail(splice, valuesFor(reader), envelopeFor(reader, headers.envelopeFrom), reader.messageId);
}

/** Composes one reader's copy of an edition; for more than a few, `prepareEditionMail` once. Throws `invalid` as that does. */
export async function composeEditionMail(
  frozen: FrozenContent,
  headers: EditionHeaders,
  reader: EditionReader,
  pictures: readonly EmbeddedPicture[] = [],
): Promise<OutgoingMail> {
  const compose = await prepareEditionMail(frozen, headers, pictures);
  return compose(reader);
}

/** The bounce of a copy that went elsewhere says nothing about its reader. */
function envelopeFor(
  { address, bounceAddress, redirectedTo }: EditionReader,
  envelopeFrom: string,
): OutgoingMail['envelope'] {
  return redirectedTo === undefined
    ? { from: bounceAddress ?? envelopeFrom, to: address }
    : { from: envelopeFrom, to: redirectedTo };
}

function valuesFor({
  address,
  name,
  messageId,
  unsubscribeUrl,
  unsubscribeAddress,
  preferencesUrl,
  redirectedTo,
}: EditionReader): SlotValues {
  const words = name === null ? '' : oneLine(name);
  const who = words === '' ? address : `${words} (${address})`;
  return {
    // Whoever looks at a redirected copy sees whose it is.
    to: redirectedTo === undefined ? toHeaderValue(words, address) : toHeaderValue(who, redirectedTo),
    messageId: headerValue('Message-ID', messageId),
    unsubscribe: foldedValue('List-Unsubscribe', waysOut(unsubscribeUrl, unsubscribeAddress)),
    'html.UNSUBSCRIBE_URL': quotedPrintableWords(escapeHtml(unsubscribeUrl)),
    'html.PREFERENCES_URL': quotedPrintableWords(escapeHtml(preferencesUrl)),
    'html.READER': quotedPrintableWords(escapeHtml(who)),
    'text.UNSUBSCRIBE_URL': quotedPrintableWords(unsubscribeUrl),
    'text.PREFERENCES_URL': quotedPrintableWords(preferencesUrl),
    'text.READER': quotedPrintableWords(who),
  };
}

/** RFC 8058: one List-Unsubscribe with one HTTPS URI, and the header that lets a mail program use it with one click. */
export function unsubscribeHeaders(url: string, address: EmailAddress | null): readonly Header[] {
  return [['List-Unsubscribe', ...waysOut(url, address)], ONE_CLICK];
}

const ONE_CLICK: Header = ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'];

/**
 * The URIs of List-Unsubscribe, the better one first (RFC 2369 section 2), a line for each: both together have more than the 78 characters that a
 * line should have (RFC 5322 2.1.1). An address of ours has nothing that must be encoded in a mailto URI (RFC 6068 section 2).
 */
function waysOut(url: string, address: EmailAddress | null): readonly string[] {
  if (address === null) return [`<${url}>`];
  return [`<${url}>,`, `<mailto:${address}?subject=unsubscribe>`];
}

function listHeaders(headers: EditionHeaders): readonly Header[] {
  const host = hostOf(headers.blog.url);
  return [
    ['List-Id', `${asciiPhrase(headers.blog.title)}<fortnight.${host}>`],
    ['List-Help', `<${headers.helpUrl}>`],
    ['List-Owner', `<mailto:${headers.owner}>`],
    ['List-Post', 'NO'],
    ['List-Archive', `<${headers.archiveUrl}>`],
    ...(headers.postUrl === null ? [] : [['Archived-At', `<${headers.postUrl}>`] as const]),
    ['Feedback-ID', `${headers.editionKey.replaceAll(':', '-')}:edition:${host}:fortnight`],
    ['Precedence', 'bulk'],
  ];
}

/** A list's name is a comment to people; one that needs encoding is left out, as readers of RFC 2919 match only the part in brackets. */
function asciiPhrase(title: string): string {
  const words = oneLine(title);
  return /^[\x20-\x7e]+$/.test(words) ? `"${words.replace(/["\\]/g, '')}" ` : '';
}
