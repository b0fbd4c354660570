import type { InboundRecipient } from './classified.ts';
import { header, type InboundMail } from './inbound-mail.ts';
import { type ReportText, returnedRecipients } from './returned-message.ts';
import { type FieldGroup, readFieldGroups, typedAddress } from './status-fields.ts';
import { judged } from './verdict.ts';

/** What a standard report says, or null when the mail has none (RFC 3464; RFC 6522 and 6533 are read the same way). */
export interface DeliveryReport {
  readonly recipients: readonly InboundRecipient[];
}

/**
 * Reads the machine-readable part. `delivered`, `relayed` and `expanded` are no failures: such recipients are left out (RFC 3464 2.3.3).
 * Servers that send these fields as plain text are read as well.
 */
export function deliveryReport(mail: InboundMail, text: ReportText): DeliveryReport | null {
  const groups = mail.parts
    .filter(({ type }) => STATUS_TYPE.test(type))
    .flatMap((part) => readFieldGroups(part.text));
  const own = groups.some(isRecipient)
    ? groups
    : mail.parts
        .filter(({ type, isReturned }) => !isReturned && type.startsWith('text/'))
        .flatMap((part) => fieldsInWords(part.text));
  const found = own.filter(isRecipient);
  if (found.length === 0) return null;
  const recipients = found.flatMap((group) => {
    const action = actionOf(group, header(mail, 'subject'));
    if (action === null) return [];
    const fallback = found.length === 1 ? (returnedRecipients(text.returned)[0] ?? null) : null;
    const address = addressOf(group) ?? fallback;
    if (address === null) return [];
    return [
      judged({
        address,
        action,
        stated: statusOf(group),
        words: [
          group.get('diagnostic-code') ?? '',
          group.get('x-supplementary-info') ?? '',
          group.get('status') ?? '',
        ].filter((words) => words !== ''),
        around: text.notice,
      }),
    ];
  });
  return { recipients };
}

const STATUS_TYPE = /^message\/(?:(?:global-)?delivery-status|x-delivery-status)$/;

/** Groups that stand in a text, if they are whole: a bare mention of a field is none. */
function fieldsInWords(text: string): FieldGroup[] {
  if (!/^[ \t]*Final-Recipient[ \t]*:/im.test(text)) return [];
  return readFieldGroups(text).filter((group) => isRecipient(group) && group.has('action'));
}

function isRecipient(group: FieldGroup): boolean {
  return (
    group.has('final-recipient') ||
    group.has('original-recipient') ||
    (group.has('action') && group.has('status'))
  );
}

/** Whom we mailed before whom it went to: a forwarded mail fails at an address that we never had. */
function addressOf(group: FieldGroup): string | null {
  return (
    typedAddress(group.get('original-recipient')) ??
    typedAddress(group.get('final-recipient')) ??
    typedAddress(group.get('x-actual-recipient')) ??
    typedAddress(group.get('remote-recipient'))
  );
}

/** A report without the field that is not about a delay says that it failed. */
function actionOf(group: FieldGroup, subject: string): 'failed' | 'delayed' | null {
  const said = (group.get('action') ?? '').toLowerCase().replace(/[^a-z].*$/, '');
  if (said === 'delayed') return 'delayed';
  if (/^(?:delivered|relayed|expanded|deliverable)$/.test(said)) return null;
  if (said.startsWith('fail')) return 'failed';
  return (statusOf(group) ?? '').startsWith('4') && /delay|warning/i.test(subject) ? 'delayed' : 'failed';
}

function statusOf(group: FieldGroup): string | null {
  return /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?!\d)/.exec(group.get('status') ?? '')?.[1] ?? null;
}
