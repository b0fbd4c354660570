import { expect, test } from 'vitest';
import { fingerprintOf } from '../../../src/mail/inbound/fingerprint.ts';
import { readInboundMail } from '../../../src/mail/inbound/read-mail.ts';

const of = (text: string) => fingerprintOf(Buffer.from(text), readInboundMail(Buffer.from(text)).headers);

const MAIL = 'From: a@example.net\r\nSubject: a\r\n b\r\nMessage-ID: <1@x>\r\n\r\nbody\r\n\r\nend\r\n';

test.each([
  [
    'servers write above it',
    `Received: by mx\r\nReturn-Path: <a@example.net>\r\nDelivered-To: us\r\n${MAIL}`,
  ],
  ['a filter adds below it', MAIL.replace('\r\n\r\nbody', '\r\nX-Spam-Status: No\r\n\r\nbody')],
  ['lines end otherwise', MAIL.replaceAll('\r\n', '\n')],
  ['a field is folded otherwise', MAIL.replace('a\r\n b', 'a b')],
  ['blanks stand at the ends of lines', MAIL.replace('body', 'body \t')],
  ['it ends in more or fewer empty lines', MAIL.trimEnd()],
])('a mail is the same when %s', (_, other) => {
  expect(of(other)).toBe(of(MAIL));
});

test.each([
  ['in its body', MAIL.replace('body', 'bodies')],
  ['in an empty line within it', MAIL.replace('body\r\n\r\n', 'body\r\n')],
  ['in its Message-ID', MAIL.replace('<1@x>', '<2@x>')],
  ['in its subject', MAIL.replace('a\r\n b', 'a c')],
  ['in all of what has no header', 'hello'],
])('it is another when it differs %s', (_, other) => {
  expect(of(other)).not.toBe(of(MAIL));
});

test('mails without a header differ by what they say, and those without a body by their header', () => {
  expect(of('hello')).not.toBe(of('hello there'));
  expect(of('From: a@example.net\r\n')).not.toBe(of('From: b@example.net\r\n'));
  expect(of('Received: by a\r\nFrom: a@example.net\r\n')).toBe(of('From: a@example.net\r\n\r\n'));
});
