import type { ArrivingMail } from '../../domain/inbound/arriving-mail.ts';
import { addressesIn } from '../../domain/inbound/inbound-mail.ts';
import { readHeaderFields } from './header-fields.ts';
import { plainPath } from './mail-path.ts';

/** Fields in which servers write down to whom the envelope was, the most exact first. */
const RECIPIENT_FIELDS = ['x-original-to', 'envelope-to', 'delivered-to'];

const LONGEST_HEADER = 64 * 1024;

/**
 * The envelope of a mail in a mailbox, as the server that put it there wrote it down; null when it did not. Of each field the topmost
 * counts: what stands below may be the sender's.
 */
export function envelopeInHeader(raw: Buffer): ArrivingMail['envelope'] {
  const head = raw.toString('utf8', 0, LONGEST_HEADER).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const fields = readHeaderFields(head);
  const first = (name: string): string | null => fields.find((field) => field.name === name)?.value ?? null;
  const sender = first('return-path');
  const recipients = RECIPIENT_FIELDS.flatMap((name) => addressesIn(first(name) ?? '').slice(0, 1));
  if (sender === null || recipients.length === 0) return null;
  return { from: addressesIn(sender)[0] ?? '', to: [...new Set(recipients.map(plainPath))] };
}
