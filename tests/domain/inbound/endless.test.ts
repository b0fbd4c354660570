import { expect, test } from 'vitest';
import { classify } from '../../../src/domain/inbound/classify.ts';
import { readInboundMail } from '../../../src/mail/inbound/read-mail.ts';

/** Characters of one mail; time that grows with the square of it would be minutes. */
const LENGTH = 250_000;

const REPORT =
  'From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; boundary=b\n\n--b\n\ncould not be delivered\n--b\n';
const BEGINNINGS = {
  'the words of a report':
    'From: MAILER-DAEMON@mx.example\nSubject: Undelivered mail\n\ncould not be delivered\n',
  'its words as HTML':
    'From: MAILER-DAEMON@mx.example\nContent-Type: text/html\n\n<p>could not be delivered\n',
  'its words as quoted-printable':
    'From: MAILER-DAEMON@mx.example\nContent-Transfer-Encoding: quoted-printable\n\n',
  'an address in its fields': `${REPORT}Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; `,
  'a reply in its fields': `${REPORT}Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\nDiagnostic-Code: smtp; `,
  'what it returns': `${REPORT}Content-Type: text/rfc822-headers\n\nTo: `,
  'the fields of a complaint': `${REPORT}Content-Type: message/feedback-report\n\nOriginal-Rcpt-To: `,
  'a subject': 'From: alice@example.org\nSubject: ',
  'a boundary': 'From: alice@example.org\nContent-Type: multipart/mixed; boundary="',
  "a person's mail": 'From: alice@example.org\nSubject: hi\n\n',
};
const FILLINGS = [
  ' ',
  '\t',
  'a',
  'a@',
  '<',
  '"',
  '=',
  '=?',
  '\n',
  '\n ',
  '\r',
  '550 ',
  '5.1.1 ',
  'a.',
  '> ',
  ';',
  'x: y\n',
  '(generated from ',
  '&#',
  '<a',
  'の',
  '--b\n',
  'to: ',
  'mailbox ',
  'original message\n',
  'a@b.example, ',
  '\0',
];

test.each(Object.entries(BEGINNINGS))('%s may go on without an end', { timeout: 60_000 }, (_, beginning) => {
  for (const filling of FILLINGS) {
    const source = Buffer.from(`${beginning}${filling.repeat(LENGTH / filling.length)}\n\nx\n`);
    expect(classify(readInboundMail(source)).recipients.length).toBeLessThanOrEqual(100);
  }
});
