import type { FeedbackType, InboundRecipient } from './classified.ts';
import { addressesIn, hasHeader, header, type InboundMail, type InboundPart } from './inbound-mail.ts';
import { folded, oneOf, phrases } from './phrases/phrase.ts';
import { type ReportText, returnedField, returnedRecipients } from './returned-message.ts';
import { readFieldGroups, typedAddress } from './status-fields.ts';

/** Complaints by a standard report (RFC 5965), or in the words of providers that have a form of their own; null for any other mail. */
export interface FeedbackReport {
  readonly format: 'arf' | 'text';
  readonly recipients: readonly InboundRecipient[];
}

export function feedbackReport(mail: InboundMail, { notice, returned }: ReportText): FeedbackReport | null {
  const part = mail.parts.find(({ type }) => type === 'message/feedback-report');
  const fields = part?.text ?? (/^[ \t]*Feedback-Type[ \t]*:[ \t]*\S/im.test(notice) ? notice : null);
  if (fields !== null) return { format: 'arf', recipients: complainers(fields, returned) };
  if (!isComplaintInWords(mail, notice, returned)) return null;
  return { format: 'text', recipients: complainers('', returned) };
}

/**
 * Whether a complaint takes the subscription back. Asked of the report itself, as it may name nobody: most providers black out whose it is.
 */
export function endsSubscription(mail: InboundMail): boolean {
  return ENDS.has(feedbackOf(valuesOf(reportIn(mail)?.text ?? '', 'feedback-type')[0] ?? 'abuse'));
}

/** Also in a mail that encloses the report. */
function reportIn({ parts }: InboundMail): InboundPart | undefined {
  const part = parts.find(({ type }) => type === 'message/feedback-report');
  if (part !== undefined) return part;
  for (const { message } of parts) {
    const inner = message === null ? undefined : reportIn(message);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function feedbackOf(value = ''): FeedbackType {
  const type = value.toLowerCase().replace(/[^a-z-].*$/, '');
  const known: readonly FeedbackType[] = ['abuse', 'fraud', 'virus', 'not-spam', 'opt-out', 'auth-failure'];
  return (
    known.find((one) => one === type) ??
    (type.startsWith('opt-out') ? 'opt-out' : type === 'miscategorized' ? 'abuse' : 'other')
  );
}

/** Only somebody's own word against the mail ends it; that a signature failed, or that it was no spam after all, does not. */
const ENDS: ReadonlySet<FeedbackType> = new Set(['abuse', 'fraud', 'opt-out', 'virus', 'other']);

/** The report names each of them in a field of its own; a report of no type is one of abuse. */
function complainers(fields: string, returned: string): InboundRecipient[] {
  const feedback = feedbackOf(valuesOf(fields, 'feedback-type')[0] ?? 'abuse');
  const stated = ['original-rcpt-to', 'removal-recipient', 'redacted-address']
    .flatMap((name) => valuesOf(fields, name))
    .map(typedAddress)
    .filter((address) => address !== null);
  const hidden = addressesIn(returnedField(returned, 'x-hmxmroriginalrecipient'));
  const found = [stated, hidden, returnedRecipients(returned).slice(0, 1)]
    .map((addresses) => addresses.filter((address) => !REDACTED.test(address)))
    .find((addresses) => addresses.length > 0);
  return [...new Set(found)].slice(0, MOST).map((address) => ({
    address,
    action: 'complained',
    status: null,
    permanent: false,
    suppress: ENDS.has(feedback),
    reason: feedback,
  }));
}

/** A report is of one mail, which went to one reader or a few. */
const MOST = 20;

function valuesOf(fields: string, name: string): string[] {
  return readFieldGroups(fields.replace(/\n(?=[^\s:]+[ \t]*:)/g, '\n\n')).flatMap(
    (group) => group.get(name) ?? [],
  );
}

/** What providers put in the place of an address that they will not tell. */
const REDACTED = /^(?:redacted|undisclosed|hidden|removed|x{3,})[-_.\w]*@/i;

/** An automatic mail that calls itself one about a complaint and encloses ours. */
function isComplaintInWords(mail: InboundMail, notice: string, returned: string): boolean {
  if (returned === '') return false;
  if (
    hasHeader(mail, 'x-hmxmroriginalrecipient') ||
    returnedField(returned, 'x-hmxmroriginalrecipient') !== ''
  )
    return true;
  const from = header(mail, 'from');
  const isDesk =
    /(?:abuse|feedback|fbl|complaints?|scomp|staff|spam|postmaster|no-?reply|report)[\w.+-]*@/i.test(from);
  return (
    isDesk &&
    (COMPLAINT.test(folded(header(mail, 'subject'))) || COMPLAINT.test(folded(notice.slice(0, 4000))))
  );
}

const COMPLAINT = oneOf(
  phrases(`
  abuse report | spam report | spam complaint | complaint about message | complaint about your | complaint about a message | complaint from | email feedback report | feedback report | feedback loop | marked as spam | reported as spam | reported this message as spam | reported your message as spam
  reported it as spam | marked this message as spam | reported as junk | marked as junk | user complaint | customer complaint | client tos notification | unsolicited bulk email report | unsolicited mail report | жалоба на | жалоба | 迷惑メール報告 | 垃圾邮件举报 | 投诉
`),
);
