import { describe, expect, test } from 'vitest';
import { wireCodesIn } from '../../../src/domain/inbound/smtp-codes.ts';

describe('the codes in a text', () => {
  test.each([
    ['550 5.1.1 <alice@example.org>: no such user', '550', '5.1.1'],
    ['Remote host said: 552 mailbox full', '552', null],
    ['vpopmail (#5.1.1)', null, '5.1.1'],
    ['450 4.2.0 greylisted, then\n550 5.7.1 blocked', '550', '5.7.1'],
    ['550-5.7.26 This mail\n550 5.7.26 is unauthenticated', '550', '5.7.26'],
    ['554 5.0.0 Service unavailable (5.1.1)', '554', '5.1.1'],
    ['250 2.1.5 ok', null, null],
  ])('%s', (text, reply, status) => {
    expect(wireCodesIn(text)).toEqual({ reply, status });
  });

  test.each([
    'mx1 (192.0.2.55)',
    'version 5.1.1.2',
    'port 587',
    'in 450 days',
    'at 12:550',
    '1,550 mails',
    'Exim 4.92.3',
  ])('nothing is one in "%s"', (text) => {
    expect(wireCodesIn(text).status).toBeNull();
  });
});
