import { addressesIn, type InboundMail } from './inbound-mail.ts';

/** A report in words, and the message it returns. */
export interface ReportText {
  /** What the server says. */
  readonly notice: string;
  /** The source of what it returns, its headers first; empty when it returns nothing that can be told from its own words. */
  readonly returned: string;
}

/** Parts the words of a mail from the message that it returns, whether that is a part of its own or merely stands below. */
export function reportText(mail: InboundMail): ReportText {
  const plain = mail.parts.filter(
    ({ type, isReturned }) =>
      !isReturned && /^text\/(?!html|calendar|x-?vcard|vcard|csv|css|directory)/.test(type),
  );
  const html = mail.parts.filter(({ type, isReturned }) => !isReturned && type === 'text/html');
  const attached = mail.parts.filter(({ isReturned }) => isReturned).map(({ text }) => text.trim());
  const said = textOf(plain);
  const words =
    /\S/.test(said) && (html.length === 0 || addressesIn(said).length > 0)
      ? said
      : `${said}\n${textOf(html)}`;
  const { notice, returned } = cut(bounded(words));
  return { notice, returned: [...attached, returned].filter((text) => text !== '').join('\n\n') };
}

function textOf(parts: InboundMail['parts']): string {
  return parts.map(({ text }) => text).join('\n\n');
}

/** What a server says is short; whatever is longer is made to be read for a long time. */
const LONGEST_LINE = 2_000;
const MOST_LINES = 5_000;

function bounded(words: string): string {
  return words
    .split('\n', MOST_LINES)
    .map((line) => line.slice(0, LONGEST_LINE))
    .join('\n');
}

function cut(words: string): ReportText {
  const lines = words.split('\n');
  const at = lines.findIndex((line, index) => isDivider(line) || isHeaderBlock(lines, index));
  // A server that returns the message first and speaks below is read as a whole.
  if (at < 0 || !/\S/.test(lines.slice(0, at).join(''))) return { notice: words, returned: '' };
  return { notice: lines.slice(0, at).join('\n'), returned: lines.slice(at).join('\n') };
}

/** A line that announces the message, between rules or ending in a colon. */
function isDivider(line: string): boolean {
  const text = line.trim();
  if (
    text.length > 120 ||
    !RETURNED.test(text) ||
    /\b(?:not|receiv|recipient|transcript|attempt|session|reason)/i.test(text)
  )
    return false;
  return /^[-=*_#~+>]{2}/.test(text) || /(?:[-=*_#~+]{2}|:|\bfollows?\.?)$/.test(text) || BELOW.test(text);
}

const RETURNED =
  /\b(?:original|old) (?:message|mail|e-?mail|text)\b|\bcopy of (?:the|your)\b|\b(?:returned|unsent|undelivered|rejected|bounced|failed) (?:message|mail)\b|\b(?:message|mail) headers?\b|\bheaders? (?:of|from|follow)\b|\b(?:message|mail|text|headers?) (?:text )?(?:follows?|below)\b|\bmessage (?:body|contents?|text)\b|\bbelow this line\b|\bfirst \d+ lines\b|\burspr[uü]ngliche|\boriginalnachricht|\bmessage d'origine|\bmensaje original|\bmensagem original|\bmessaggio originale|\bисходно|\bоригинал|元のメッセージ|元のメール|以下は|原邮件|原郵件|原始邮件|原信/i;
const BELOW = /\bbelow this line\b/i;

/** Three header fields in a row, one of which only a message has: a report names `To` and `Subject` by itself. */
function isHeaderBlock(lines: readonly string[], start: number): boolean {
  if (!FIELD.test(lines[start] ?? '') || FIELD.test(lines[start - 1] ?? '')) return false;
  let fields = 0;
  let isMessage = false;
  for (const line of lines.slice(start, start + 60)) {
    if (/^\s+\S/.test(line) && fields > 0) continue;
    if (!FIELD.test(line)) break;
    fields += 1;
    isMessage ||= MESSAGE_FIELD.test(line);
  }
  return fields >= 3 && isMessage;
}

const FIELD = /^(?:> ?)?[A-Za-z][A-Za-z0-9-]{1,40}:(?:[ \t]|$)/;
const MESSAGE_FIELD =
  /^(?:> ?)?(?:received|return-path|message-id|mime-version|x-mailer|content-type|content-transfer-encoding|dkim-signature|delivered-to):/i;

/** The value of the first field of this name in the headers of a returned message, unfolded; the empty string when it has none. */
export function returnedField(returned: string, name: string): string {
  const found =
    new RegExp(`^(?:> ?)?${name}[ \\t]*:[ \\t]*(.*(?:\\n(?:> ?)?[ \\t]+\\S.*)*)`, 'im').exec(returned)?.[1] ??
    '';
  return found.replace(/\n(?:> ?)?[ \t]+/g, ' ').trim();
}

/** Whom the returned message was for, by its headers: the envelope's word before the author's. A mailing list's own address is nobody's. */
export function returnedRecipients(returned: string): string[] {
  const list = new Set(
    addressesIn(returnedField(returned, 'list-post')).map((address) => address.toLowerCase()),
  );
  for (const name of [
    'x-failed-recipients',
    'x-original-to',
    'envelope-to',
    'x-envelope-to',
    'x-rcpt-to',
    'delivered-to',
    'to',
  ]) {
    const addresses = addressesIn(returnedField(returned, name)).filter(
      (address) => !list.has(address.toLowerCase()),
    );
    if (addresses.length > 0) return addresses;
  }
  return [];
}

/** Whom servers on the way took it for (`for <…>` of their Received fields), besides: less certain, as a forwarder has its own. */
export function addressesOnTheWay(returned: string): string[] {
  return [...returned.matchAll(/\bfor\s+<([^<>\s]+@[^<>\s]+)>/g)]
    .slice(0, 20)
    .map(([, address = '']) => address);
}

/** Who wrote it, in whatever field: these addresses are ours. */
export function returnedSenders(returned: string): string[] {
  return [
    'from',
    'return-path',
    'reply-to',
    'sender',
    'errors-to',
    'envelope-from',
    'list-unsubscribe',
    'list-owner',
  ].flatMap((name) => addressesIn(returnedField(returned, name)));
}
