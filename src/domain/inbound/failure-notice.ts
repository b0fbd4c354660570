import { isReceipt } from './auto-reply.ts';
import type { InboundRecipient } from './classified.ts';
import { addressesIn, hasHeader, header, type InboundMail } from './inbound-mail.ts';
import { namedRecipients } from './notice-recipients.ts';
import { ABSENCE_SUBJECT } from './phrases/absences.ts';
import { DELAY_WORDS, FAILURE_SUBJECT, FAILURE_WORDS, GIVEN_UP_WORDS } from './phrases/notices.ts';
import { folded } from './phrases/phrase.ts';
import type { ReportText } from './returned-message.ts';
import { isDaemon, isNullSender } from './sender.ts';
import { wireCodesIn } from './smtp-codes.ts';
import { judged } from './verdict.ts';

export interface FailureNotice {
  readonly kind: 'bounce' | 'delay';
  readonly recipients: readonly InboundRecipient[];
}

/** Reads a report that is no standard one: qmail's, Exim's, Exchange's, and those of a thousand gateways. Null for any other mail. */
export function failureNotice(mail: InboundMail, text: ReportText): FailureNotice | null {
  if (!(isReceipt(mail) ? isRejection(mail, text) : isNotice(mail, text))) return null;
  const kind = isDelay(mail, text) ? 'delay' : 'bounce';
  const action = kind === 'delay' ? 'delayed' : 'failed';
  const recipients = namedRecipients(mail, text).map(({ address, words }) =>
    judged({ address, action, stated: null, words, around: `${header(mail, 'subject')}\n${text.notice}` }),
  );
  return { kind, recipients };
}

/** The words of a report stand near its beginning. */
const HEAD = 6_000;

/** Whether a server speaks of a mail that it did not deliver: who writes, under which subject, in which words, and what they enclose. */
function isNotice(mail: InboundMail, text: ReportText): boolean {
  if (hasHeader(mail, 'x-failed-recipients') && addressesIn(header(mail, 'x-failed-recipients')).length > 0)
    return true;
  const subject = folded(header(mail, 'subject'));
  const notice = folded(text.notice.slice(0, HEAD));
  const codes = wireCodesIn(text.notice.slice(0, HEAD));
  const isByDaemon = isDaemon(mail);
  const isTitled = FAILURE_SUBJECT.test(subject) || DELAY_WORDS.test(subject);
  const isSaid = FAILURE_WORDS.test(notice) || DELAY_WORDS.test(notice);
  const isCoded = codes.reply !== null || codes.status !== null;
  const isReturning = text.returned !== '';
  if (ABSENCE_SUBJECT.test(subject) && !isByDaemon && !isCoded) return false;
  if (isCron(mail) || isAnsweredReport(subject)) return false;
  if (isByDaemon)
    return isSaid || isCoded || (isTitled && (isReturning || addressesIn(text.notice).length > 0));
  if (isNullSender(mail)) return (isTitled && (isSaid || isCoded)) || (isSaid && isCoded);
  // Software tells its owner of many things: what is returned, or called so, is meant.
  if (isAutomatic(mail)) return isTitled ? isSaid || isCoded : isSaid && isCoded && isReturning;
  // From somebody's address: as a person would not write it.
  return isTitled && isSaid && !isConversation(mail, subject, text) && (isReturning || leads(mail, text));
}

function isAutomatic(mail: InboundMail): boolean {
  // A list's own mail may be about anything.
  if (hasHeader(mail, 'list-unsubscribe')) return false;
  return /^auto/i.test(header(mail, 'auto-submitted')) || /^(?:bulk|junk)$/i.test(header(mail, 'precedence'));
}

/** What a machine tells its own administrator may well be about mail. */
function isCron(mail: InboundMail): boolean {
  return hasHeader(mail, 'x-cron-env') || /^\s*cron\s*</i.test(header(mail, 'subject'));
}

/** A mailbox that refused a mail after it was taken tells it in the form of a receipt (RFC 5429 section 2.1). */
function isRejection(mail: InboundMail, text: ReportText): boolean {
  return (
    (isDaemon(mail) || /rejected/i.test(header(mail, 'auto-submitted'))) &&
    FAILURE_WORDS.test(folded(text.notice))
  );
}

/** People quote, forward and answer. */
function isConversation(mail: InboundMail, subject: string, { notice }: ReportText): boolean {
  const quotes = notice.split('\n').filter((line) => line.startsWith('>')).length;
  if (
    quotes >= 3 ||
    GREETING.test(notice) ||
    hasHeader(mail, 'x-forwarded-message-id') ||
    QUOTING.test(notice)
  )
    return true;
  if (/^(?:fwd?|wg|tr|rv|enc|doorst|vb|pd|転送|转发|fw)\s*[:：]/.test(subject)) return true;
  // A server that keeps our subject puts its own words behind it.
  return ANSWER.test(subject) && !FAILURE_SUBJECT.test(subject);
}

/** A person who answers a report keeps the subject of the report. */
function isAnsweredReport(subject: string): boolean {
  return ANSWER.test(subject) && FAILURE_SUBJECT.search(subject.replace(ANSWER, '')) === 0;
}

const ANSWER = /^(?:re|aw|sv|antw|odp|res|rif|回复|答复)\s*[:：]\s*/;
const GREETING =
  /^\s*(?:hi|hello|dear|hey|hallo|guten tag|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|cher|hola|estimad[oa]s?|ciao|gentile|ol[aá]|prezad[oa]s?|beste|hej|hei|dzień dobry|witam|dobrý den|здравствуйте|добрый день|お世話になっ|こんにちは|您好|你好|编辑好|안녕하세요)(?![\p{L}])/iu;
const QUOTING =
  /^(?:.{0,200}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał|написал)[^\n]{0,40}:|-{2,} ?(?:forwarded|weitergeleitete|message transféré|mensaje reenviado|mensagem encaminhada|messaggio inoltrato)\b.*|begin forwarded message:)[ \t]*$/im;

/** Somebody else's address on a line of its own near the beginning: a list of whom it is about. */
function leads(mail: InboundMail, { notice }: ReportText): boolean {
  const ours = new Set(['from', 'to', 'cc'].flatMap((name) => addressesIn(header(mail, name))));
  return notice
    .split('\n')
    .slice(0, 25)
    .filter((line) => /^[\s>*•·"'<-]*(?:[^\s@<>"']+@[^\s@<>"']+[\s>"':;,.<]*){1,2}$/.test(line))
    .some((line) => addressesIn(line).some((address) => !ours.has(address)));
}

/** Servers that have not given up say so; one that has may have listed what it tried. */
function isDelay(mail: InboundMail, { notice }: ReportText): boolean {
  if (/warning-timeout/i.test(header(mail, 'auto-submitted'))) return true;
  const words = folded(`${header(mail, 'subject')}\n${notice.slice(0, HEAD)}`);
  return DELAY_WORDS.test(words) && !GIVEN_UP_WORDS.test(words);
}
