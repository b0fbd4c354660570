import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { mailboxFault, NotKept } from '../../../src/mail/inbound/mailbox-fault.ts';

const MAILBOX = {
  host: 'imap.example.org',
  port: 993,
  security: 'tls',
  user: 'ali@example.org',
  password: 'correct horse',
  folder: 'INBOX',
} as const;

const error = (fields: object): Error => Object.assign(new Error('it failed'), fields);

test.each([
  ['login', { authenticationFailed: true, response: 'no' }],
  ['connection', { authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' }],
  ['folder', { mailboxMissing: true }],
  ['tls', { tlsFailed: true }],
  ['tls', { code: 'CERT_HAS_EXPIRED' }],
  ['tls', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  ['tls', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
  ['tls', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }],
  ['connection', { code: 'ECONNREFUSED' }],
  ['connection', { code: 'ETIMEOUT' }],
])('is one of %s when the error says %o', (kind, fields) => {
  expect(mailboxFault(error(fields), MAILBOX).kind).toBe(kind);
});

test('what the server says is on one line, without the address and never with the password', () => {
  const { words } = mailboxFault(
    error({ authenticationFailed: true, response: 'go away,\r\n<ali@example.org>' }),
    MAILBOX,
  );
  expect(words).toBe('the login for INBOX at imap.example.org:993 was refused (go away, <a…@example.org>)');
});

test('when a mail could not be kept, the help is that of who keeps it', () => {
  const full = new AppError('unavailable', 'the disk is full', { help: 'make room' });
  expect(mailboxFault(new NotKept(full), MAILBOX)).toMatchObject({ kind: 'keeping', help: 'make room' });
});
