import { readInboundMail } from '../../src/mail/inbound/read-mail.ts';

/** A message of these lines, read as one that came in. */
export function mailOf(...lines: readonly string[]) {
  return readInboundMail(Buffer.from(lines.join('\r\n')));
}

/** The header of a report that a mail server writes to us. */
export const FROM_DAEMON = [
  'Return-Path: <>',
  'From: Mail Delivery System <MAILER-DAEMON@mx.example.net>',
  'To: <bounces+abc@blog.example>',
  'Subject: Undelivered Mail Returned to Sender',
] as const;

/** The parts of a standard report: words, fields, and the headers of what is returned. */
export function reportOf(
  fields: readonly string[],
  returned: readonly string[] = ['To: alice@example.org'],
): string[] {
  return [
    ...FROM_DAEMON,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your message could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.net',
    '',
    ...fields,
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    ...returned,
    '--b--',
  ];
}
