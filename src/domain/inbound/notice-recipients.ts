import { addressesIn, header, type InboundMail } from './inbound-mail.ts';
import {
  addressesOnTheWay,
  type ReportText,
  returnedRecipients,
  returnedSenders,
} from './returned-message.ts';
import { isDaemon } from './sender.ts';

/** Somebody whom a report in words names as not reached, and the lines that speak of them. */
export interface NamedRecipient {
  readonly address: string;
  /** Replies of a server, then the lines around the address. */
  readonly words: readonly string[];
}

/** A report that names more is cut there. */
const MOST = 100;

/** Whom a report in words is about. Its own sender, we ourselves, and whom to ask for help are named in it as well. */
export function namedRecipients(mail: InboundMail, text: ReportText): NamedRecipient[] {
  const lines = text.notice.split('\n');
  const failed = addressesIn(header(mail, 'x-failed-recipients'));
  const found = failed.length > 0 ? failed : pointedAt(mail, text, lines);
  const unique = [...new Map(found.map((address) => [address.toLowerCase(), address])).values()].slice(
    0,
    MOST,
  );
  const mailed = new Map(unique.map((address) => [address, asMailed(address, unique, text.notice)]));
  return unique.map((address) => ({
    address: mailed.get(address) ?? address,
    words: wordsAbout(address, unique, lines),
  }));
}

/** A forwarded mail fails at an address that we never had; the report says of which one it was made. */
function asMailed(address: string, all: readonly string[], notice: string): string {
  const at = notice.indexOf(address);
  const after = at < 0 ? '' : notice.slice(at + address.length, at + address.length + 300);
  const [, from = ''] =
    /^>?:?\s*\((?:generated|expanded) from:? <?([^<>()\s]+@[^<>()\s]+?)>?\)/.exec(after) ?? [];
  // Where both are named, both failed.
  return from === '' || all.includes(from) ? address : from;
}

function pointedAt(mail: InboundMail, text: ReportText, lines: readonly string[]): string[] {
  const { returned } = text;
  const others = new Set(
    [
      ...['from', 'to', 'reply-to', 'sender', 'errors-to'].flatMap((name) => addressesIn(header(mail, name))),
      ...returnedSenders(returned),
    ].map((address) => address.toLowerCase()),
  );
  const marker = lines.findIndex((line) => MARKER.test(line));
  const candidates = lines.flatMap((line, index) =>
    candidatesIn(line, index, lines, marker).filter(({ address }) => !others.has(address.toLowerCase())),
  );
  const sent = returnedRecipients(returned);
  const known = [...sent, ...addressesOnTheWay(returned)];
  const readers = mostPlain(candidates.filter(isReader), known);
  if (readers.length > 0) return readers;
  const [own = ''] = addressesIn(header(mail, 'from'));
  const bare = bareName(lines, marker, own);
  if (bare !== null) return [bare];
  if (sent.length > 0) return sent.slice(0, 1);
  // A box that is closed may say so itself.
  if (!isDaemon(mail) && text.notice.toLowerCase().includes(own.toLowerCase()))
    return own === '' ? [] : [own];
  return mostPlain(candidates, known);
}

/** Those that the report is most plainly about; mere mentions are believed when the returned message knows them. */
function mostPlain(group: readonly Candidate[], sent: readonly string[]): string[] {
  const best = Math.max(0, ...group.map(({ weight }) => weight));
  if (best > 1) return group.filter(({ weight }) => weight === best).map(({ address }) => address);
  const known = group.filter(({ address }) =>
    sent.some((one) => one.toLowerCase() === address.toLowerCase()),
  );
  if (known.length > 0) return known.map(({ address }) => address);
  const mentioned = group.filter(({ weight }) => weight === best);
  return sent.length > 0 && best === 0 ? [] : mentioned.slice(0, 1).map(({ address }) => address);
}

/** Announces whom it is about. */
const MARKER =
  /(?:following|these|those|the|one or more) (?:e-?mail |mail |destination |recipient )*(?:recipients?|address(?:es)?|addressees|users?)\b|(?:recipient\(s\)|address\(es\))|not delivered to|folgende[nr]? |destinataires? suivants?|siguientes? |seguint[ei] |seguenti |следующ|次の|下記|以下の|下列|以下/i;

/** A server that knows its readers by their names alone: `userx`, by itself below the announcement, at the server's own domain. */
function bareName(lines: readonly string[], marker: number, from: string): string | null {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const below = lines.slice(Math.max(marker, 0) + 1).find((line) => /\S/.test(line)) ?? '';
  const start =
    marker >= 0
      ? marker
      : lines.findIndex((line) => /(?:delivered|deliver|reach)\b.{0,200}:$/i.test(line.trim()));
  if (start < 0 || domain === '') return null;
  const next = marker >= 0 ? below : (lines.slice(start + 1).find((line) => /\S/.test(line)) ?? '');
  const [, name] = /^\s*[<"]?([A-Za-z0-9][\w.+-]{1,63})[>"]?(?:\s{2,}.*|\s*)$/.exec(next) ?? [];
  return name === undefined ? null : `${name}@${domain}`;
}

/** Addresses that are named to answer questions, and those that are so unless a report is plainly about them. */
const OFFICE =
  /^"?(?:postmaster|mailer-daemon|mail-daemon|abuse|helpdesk|noc|hostmaster|mailadmin|no-?reply|owner-[^@]+|[^@]+-(?:owner|request|admin|help))@/i;
const PERHAPS_OFFICE =
  /^"?(?:support|help|webmaster|root|admin|administrator|info|sysadmin|security|itservice|service)@/i;

function isReader({ address, weight }: Candidate): boolean {
  return !OFFICE.test(address) && (weight >= 3 || !PERHAPS_OFFICE.test(address));
}

interface Candidate {
  readonly address: string;
  /** How plainly the line says that it is about this address: 4 below the announcement, 3 where it stands first, 0 where it is merely mentioned. */
  readonly weight: number;
}

function candidatesIn(line: string, index: number, lines: readonly string[], marker: number): Candidate[] {
  if (IDENTIFIER.test(line)) return [];
  const isQuoted = isOfOurMail(index, lines);
  const isBelow = marker >= 0 && index > marker;
  return addressesIn(line).flatMap((address) => {
    const head = line.slice(0, line.indexOf(address));
    if (SENDER_LINE.test(head) || NEW_ADDRESS.test(head)) return [];
    const weight = isQuoted ? 0 : weightOf(line, address, lines[index - 1] ?? '');
    return [{ address, weight: weight === 3 && isBelow ? 4 : weight }];
  });
}

/** `To` beside `Subject` names the mail, as Exchange does, and not yet who failed. */
function isOfOurMail(index: number, lines: readonly string[]): boolean {
  const near = lines.slice(Math.max(0, index - 2), index + 3).filter((line) => /\S/.test(line));
  return (
    /^\s*(?:to|an|à|para|cc|from|von|de)\s*:/i.test(lines[index] ?? '') &&
    near.some((line) => /^\s*(?:subject|betreff|objet|asunto|oggetto|assunto)\s*:/i.test(line))
  );
}

/** Lines about messages, not about mailboxes. */
const IDENTIFIER =
  /\b(?:message-?id|message id|[\w-]*identifier|msg-?id|mts-id|in-reply-to|references|x-[\w-]+-id|for (?:help|assistance)|contact|questions?)\b[^\n]{0,40}[:<@]/i;

function weightOf(line: string, address: string, before: string): number {
  const at = line.indexOf(address);
  const head = line.slice(0, at);
  const tail = line.slice(at + address.length);
  if (/RCPT TO:?\s*<?$/i.test(head) || /\bsmtp=$/i.test(head)) return 3;
  if (
    /^[\s>*•·\-"'([{|+.\d)]*(?:<|smtp:|mailto:|&lt;)*$/i.test(head) &&
    /^(?:>|"|'|\]|\)|;|:|,|\s|\.\.\.|…|$)/.test(tail)
  )
    return 3;
  // Behind somebody else in a reply stands whom to ask, as a rule.
  const isFirst = addressesIn(head).length === 0 || TO_WHOM.test(head);
  if ((isFirst && /(?:^|[\s<])[45]\d\d[ -]/.test(head)) || /^[>)\]:"' .]*(?:[45]\d\d[ -])/.test(tail))
    return 3;
  if (RECIPIENT_LABEL.test(head) || /\bdeliver\w* (?:[\w' ]{0,30} )?to:? *[<"']*$/i.test(head)) return 3;
  if (TO_WHOM.test(head) || TO_WHOM.test(`${before} ${head}`.slice(-80))) return 2;
  return /^[>"')\]:, ]*(?:\.\.\.|is |was |has |had |did |could|does|not |user |unknown|の|は|が|不)/i.test(
    tail,
  )
    ? 2
    : 1;
}

const SENDER_LINE =
  /(?:^|\b)(?<!generated )(?:from|sender|reply-to|return-path|absender|expéditeur|de|from:|mail from|remitente|mittente|отправитель|送信者|发件人)\s*:?\s*<?"?$/i;
/** Where a reader has gone to: that one works. */
const NEW_ADDRESS =
  /(?:moved to|new (?:e-?mail )?address(?: is)?|please (?:use|try|write to)|forward(?:ed)? to|redirect(?:ed)? to|instead)\s*:?\s*[<"'(]*$/i;
/** `Recipient: `, in many languages. */
const RECIPIENT_LABEL =
  /(?:recipients?|addressee|address(?:es)?|mailbox|user(?:name)?|account|final-recipient|original-recipient|rfc-?822|envelope-to|rcpt|e-?mail|empf[aä]nger|adresse|destinataires?|destinatarios?|destinatari[oi]?|direcci[oó]n|endere[cç]o|indirizzo|ontvanger|mottagare|modtager|adresat|odbiorca|получател[ьи]|адрес(?:ат)?|宛先|あて先|受信者|收件人|收件者|地址|받는 사람|수신자)\s*(?:\([^)]*\))?\s*[:;=：]\s*[<"'([]*(?:smtp:|mailto:|rfc822;\s*)?$/i;
const TO_WHOM =
  /(?:\bto|\bfor|\baddress(?:es)?|\brecipients?|\buser|\bmailbox|\baccount|\ban|\bà|\ba|\bpara|\bper|\baan|\bnaar|\btill|\btil|\bdo|\bfür|\bpour|адрес[у]?|получател[юья]|пользовател[юья]|ящик|宛先|收件人|用户|邮箱)\s*:?\s*[<"'([]*$/iu;

/** The lines from each mention of the address up to the next one's, replies of servers first. */
function wordsAbout(address: string, all: readonly string[], lines: readonly string[]): string[] {
  const own = address.toLowerCase();
  const others = all.filter((one) => one !== address).map((one) => one.toLowerCase());
  const about: string[] = [];
  let isAbout = others.length === 0;
  for (const line of lines) {
    const lower = line.toLowerCase();
    if (lower.includes(own)) isAbout = true;
    else if (others.some((other) => lower.includes(other))) isAbout = false;
    if (isAbout) about.push(line);
  }
  return [replies(about), about.join('\n')].filter((text) => text !== '');
}

/** What begins with a code, or quotes one, with the lines that go on; the other server's own words, where a transcript marks them (`<<<`). */
function replies(lines: readonly string[]): string {
  const theirs = lines.filter((line) => /^\s*<<< ?[45]\d\d/.test(line));
  if (theirs.length > 0) return theirs.join('\n');
  const kept: string[] = [];
  let goesOn = false;
  for (const line of lines) {
    const isReply = /(?:^|[\s<>"'(:;#])[45](?:\d\d(?=[ \-:]|$)|\.\d{1,3}\.\d{1,3})/.test(line);
    if (isReply || (goesOn && /\S/.test(line))) kept.push(line);
    goesOn = (isReply || goesOn) && /\S/.test(line);
  }
  return kept.join('\n');
}
