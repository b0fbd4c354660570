import { expect, test } from 'vitest';
import { isInboundRecipient, postmasterOf } from '../../../src/domain/inbound/our-recipients.ts';

const DOMAIN = { local: null, domain: 'news.example.org' };
const MAILBOX = { local: 'news', domain: 'example.org' };

test.each([
  'subscribe@news.example.org',
  'Unsubscribe+K7TOKEN@news.example.org',
  'bounce+k7@news.example.org',
  'anything+subscribe@news.example.org',
  'postmaster@news.example.org',
  'Abuse@news.example.org',
])('where a whole domain is ours, %s is taken', (address) => {
  expect(isInboundRecipient(DOMAIN, address)).toBe(true);
});

test.each([
  'ali@news.example.org',
  'subscribers@news.example.org',
  'subscribe@example.org',
  'subscribe@news.example.org.evil.example',
  'subscribe',
  '@news.example.org',
])('where a whole domain is ours, %s is not taken', (address) => {
  expect(isInboundRecipient(DOMAIN, address)).toBe(false);
});

test.each([
  'news@example.org',
  'NEWS@example.org',
  'news+subscribe@example.org',
  'news+confirm+k7@example.org',
])('where one mailbox is ours, %s is taken', (address) => {
  expect(isInboundRecipient(MAILBOX, address)).toBe(true);
});

test.each(['ali@example.org', 'subscribe@example.org', 'news+friends@example.org', 'postmaster@example.org'])(
  'where one mailbox is ours, %s is not taken',
  (address) => {
    expect(isInboundRecipient(MAILBOX, address)).toBe(false);
  },
);

test('a bare postmaster is ours only with the domain', () => {
  expect(postmasterOf(DOMAIN)).toBe('postmaster@news.example.org');
  expect(postmasterOf(MAILBOX)).toBeNull();
});
