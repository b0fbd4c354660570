import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { FrozenContent } from '../../domain/deliveries/delivery.ts';
import type { OutgoingMail } from '../relay/relay.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import { headerValue } from './header-value.ts';
import { type MailName, oneLine } from './mailbox-name.ts';
import { hostOf } from './message-id.ts';
import type { Header } from './mime.ts';
import { quotedPrintableWords } from './quoted-printable.ts';
import { type SlotValues, spliceEdition } from './splice.ts';
import { SplicedMail } from './spliced-mail.ts';
import { toHeaderValue } from './to-header.ts';

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
  readonly preferencesUrl: string;
  /** In test mode only: where the copy goes instead. */
  readonly redirectedTo?: EmailAddress;
}

/**
 * Composes one reader's copy. The same reader gives the same bytes. Throws `invalid` for a URL that cannot stand in a header.
 */
export type ComposeForReader = (reader: EditionReader) => OutgoingMail;

/**
 * Composes an edition once, so that a reader's copy costs only the putting in of what differs: a few microseconds instead of
 * milliseconds. A copy decodes to exactly what composing it on its own would give, and is ready for the wire.
 */
export async function prepareEditionMail(
  frozen: FrozenContent,
  headers: EditionHeaders,
): Promise<ComposeForReader> {
  const splice = await spliceEdition(frozen, (stand) => ({
    from: headers.from,
    replyTo: headers.replyTo,
    to: { name: null, address: stand.to },
    envelopeFrom: headers.envelopeFrom,
    subject: frozen.subject,
    date: headers.date,
    messageId: stand.messageId,
    headers: [...unsubscribeHeaders(stand.unsubscribe), ...listHeaders(headers)],
    html: stand.html,
    text: stand.text,
  }));
  return (reader) => {
    const envelope = { from: headers.envelopeFrom, to: reader.redirectedTo ?? reader.address };
    return new SplicedMail(splice, valuesFor(reader), envelope, reader.messageId);
  };
}

/** Composes one reader's copy of an edition; for more than a few, `prepareEditionMail` once. Throws `invalid` as that does. */
export async function composeEditionMail(
  frozen: FrozenContent,
  headers: EditionHeaders,
  reader: EditionReader,
): Promise<OutgoingMail> {
  const compose = await prepareEditionMail(frozen, headers);
  return compose(reader);
}

function valuesFor({
  address,
  name,
  messageId,
  unsubscribeUrl,
  preferencesUrl,
  redirectedTo,
}: EditionReader): SlotValues {
  const words = name === null ? '' : oneLine(name);
  const who = words === '' ? address : `${words} (${address})`;
  return {
    // Whoever looks at a redirected copy sees whose it is.
    to: redirectedTo === undefined ? toHeaderValue(words, address) : toHeaderValue(who, redirectedTo),
    messageId: headerValue('Message-ID', messageId),
    unsubscribe: headerValue('List-Unsubscribe', unsubscribeUrl),
    'html.UNSUBSCRIBE_URL': quotedPrintableWords(escapeHtml(unsubscribeUrl)),
    'html.PREFERENCES_URL': quotedPrintableWords(escapeHtml(preferencesUrl)),
    'html.READER': quotedPrintableWords(escapeHtml(who)),
    'text.UNSUBSCRIBE_URL': quotedPrintableWords(unsubscribeUrl),
    'text.PREFERENCES_URL': quotedPrintableWords(preferencesUrl),
    'text.READER': quotedPrintableWords(who),
  };
}

/** RFC 8058: one List-Unsubscribe with one HTTPS URI, and the header that lets a mail program use it with one click. */
export function unsubscribeHeaders(url: string): readonly Header[] {
  return [
    ['List-Unsubscribe', `<${url}>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ];
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
