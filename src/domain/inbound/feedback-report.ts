import type { Feedback, InboundRecipient } from './classified.ts';
import { addressesIn, hasHeader, header, type InboundMail } from './inbound-mail.ts';
import { folded, oneOf, phrases } from './phrases/phrase.ts';
import { reportText, returnedField, returnedRecipients } from './returned-message.ts';
import { type FieldGroup, readFieldGroups, typedAddress } from './status-fields.ts';

/** Complaints by a standard report (RFC 5965), or in the words of providers that have a form of their own; null for any other mail. */
export interface FeedbackReport {
  readonly format: 'arf' | 'text';
  readonly recipients: readonly InboundRecipient[];
}

export function feedbackReport(mail: InboundMail): FeedbackReport | null {
  const part = mail.parts.find(({ type }) => type === 'message/feedback-report');
  const { notice, returned } = reportText(mail);
  if (part !== undefined) {
    const fields = merged(readFieldGroups(part.text));
    return {
      format: 'arf',
      recipients: complainers(fields, returned, feedbackOf(fields.get('feedback-type'))),
    };
  }
  const inWords = /^\s*Feedback-Type\s*:\s*\S/im.test(notice) ? merged(readFieldGroups(notice)) : null;
  if (inWords !== null)
    return {
      format: 'arf',
      recipients: complainers(inWords, returned, feedbackOf(inWords.get('feedback-type'))),
    };
  if (!isComplaintInWords(mail, notice, returned)) return null;
  return { format: 'text', recipients: complainers(new Map(), returned, 'abuse') };
}

/** Reports of one message are one group, however many empty lines they have. */
function merged(groups: readonly FieldGroup[]): FieldGroup {
  return new Map(groups.toReversed().flatMap((group) => [...group]));
}

function feedbackOf(value = ''): Feedback {
  const type = value.toLowerCase().replace(/[^a-z-].*$/, '');
  const known: readonly Feedback[] = ['abuse', 'fraud', 'virus', 'not-spam', 'opt-out', 'auth-failure'];
  return (
    known.find((one) => one === type) ??
    (type.startsWith('opt-out') ? 'opt-out' : type === 'miscategorized' ? 'abuse' : 'other')
  );
}

/** Only somebody's own word against the mail ends it; that a signature failed, or that it was no spam after all, does not. */
const ENDS: ReadonlySet<Feedback> = new Set(['abuse', 'fraud', 'opt-out', 'virus', 'other']);

function complainers(fields: FieldGroup, returned: string, feedback: Feedback): InboundRecipient[] {
  const stated = [
    fields.get('original-rcpt-to'),
    fields.get('removal-recipient'),
    fields.get('redacted-address'),
  ]
    .map((value) => typedAddress(value))
    .flatMap((address) => (address === null || REDACTED.test(address) ? [] : [address]));
  const hidden = addressesIn(returnedField(returned, 'x-hmxmroriginalrecipient'));
  const sent = returnedRecipients(returned).filter((address) => !REDACTED.test(address));
  const found = [stated, hidden, sent].find((addresses) => addresses.length > 0) ?? [];
  return [...new Set(found)].slice(0, 1).map((address) => ({
    address,
    action: 'complained',
    status: null,
    permanent: false,
    suppress: ENDS.has(feedback),
    reason: feedback,
  }));
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
