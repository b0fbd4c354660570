import { expect, test } from 'vitest';
import { envelopeInHeader } from '../../../src/mail/inbound/mailbox-envelope.ts';

const read = (...lines: readonly string[]) =>
  envelopeInHeader(Buffer.from(`${lines.join('\r\n')}\r\n\r\nHi\r\n`));

test('the envelope is what the server wrote down', () => {
  expect(
    read('Return-Path: <alice@example.com>', 'Delivered-To: news+subscribe@example.org', 'To: x@example.org'),
  ).toEqual({ from: 'alice@example.com', to: ['news+subscribe@example.org'] });
});

test('a null sender is an empty one, and a domain comes in its one form', () => {
  expect(read('Return-Path: <>', 'X-Original-To: News@BÜCHER.example')).toEqual({
    from: '',
    to: ['News@xn--bcher-kva.example'],
  });
});

test('where servers on the way wrote down several, all count, the address before aliases first', () => {
  expect(
    read(
      'Return-Path: <a@example.com>',
      'Delivered-To: ali@mail.example.org',
      'X-Original-To: news+unsubscribe+k7@example.org',
      'Envelope-To: ali@mail.example.org',
    )?.to,
  ).toEqual(['news+unsubscribe+k7@example.org', 'ali@mail.example.org']);
});

test('only the topmost of each counts, as the sender may have written those below', () => {
  expect(
    read('Return-Path: <a@example.com>', 'Delivered-To: news@example.org', 'Delivered-To: forged@example.org')
      ?.to,
  ).toEqual(['news@example.org']);
});

test.each([
  ['neither is there', ['From: a@example.com']],
  ['only the sender is there', ['Return-Path: <a@example.com>']],
  ['only the recipient is there', ['Delivered-To: news@example.org']],
])('there is none where %s', (_which, lines) => {
  expect(read(...lines)).toBeNull();
});

test('what stands in the body is no header', () => {
  expect(
    envelopeInHeader(Buffer.from('From: a@b.example\n\nReturn-Path: <>\nDelivered-To: x@y.example\n')),
  ).toBeNull();
});
