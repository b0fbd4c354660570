import { isAutoReply, isReceipt } from './auto-reply.ts';
import type { Classified } from './classified.ts';
import { deliveryReport } from './delivery-report.ts';
import { failureNotice } from './failure-notice.ts';
import { feedbackReport } from './feedback-report.ts';
import type { InboundMail } from './inbound-mail.ts';
import { isCommand } from './reader-command.ts';
import { reportText } from './returned-message.ts';
import { isDaemon } from './sender.ts';

/**
 * What a mail that came in is: a standard report first, then one in words, then an automatic answer, a reader's command, or a person's mail.
 * Pure: whose mail it is about, and what follows from it, is decided elsewhere.
 */
export function classify(mail: InboundMail): Classified {
  const text = reportText(mail);
  const feedback = feedbackReport(mail, text);
  if (feedback !== null) return { kind: 'complaint', ...feedback };
  const wrapped = wrappedReport(mail);
  if (wrapped !== null) return classify(wrapped);
  const report = deliveryReport(mail, text);
  if (report !== null) return ofReport(report.recipients);
  const notice = failureNotice(mail, text);
  if (notice !== null) return { kind: notice.kind, format: 'text', recipients: notice.recipients };
  if (isReceipt(mail)) return { kind: 'auto-reply', format: 'mdn', recipients: [] };
  if (isAutoReply(mail)) return { kind: 'auto-reply', format: 'plain', recipients: [] };
  return { kind: isCommand(mail) ? 'command' : 'human', format: 'plain', recipients: [] };
}

/** A report of success is a machine's answer; one failure among delays makes it a bounce. */
function ofReport(recipients: Classified['recipients']): Classified {
  if (recipients.length === 0) return { kind: 'auto-reply', format: 'dsn', recipients };
  const isBounce = recipients.some(({ action }) => action === 'failed');
  return { kind: isBounce ? 'bounce' : 'delay', format: 'dsn', recipients };
}

/** A gateway may forward a report as an attachment, without a word of its own. */
function wrappedReport(mail: InboundMail): InboundMail | null {
  const [only, ...more] = mail.parts.filter(({ text }) => /\S/.test(text));
  if (more.length === 0) return only?.message ?? null;
  if (
    !isDaemon(mail) ||
    mail.parts.some(({ type }) => type.startsWith('message/') && type.endsWith('delivery-status'))
  )
    return null;
  return (
    mail.parts.find(
      ({ message }) => message !== null && deliveryReport(message, reportText(message)) !== null,
    )?.message ?? null
  );
}
