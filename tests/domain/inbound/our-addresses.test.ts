import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmailAddress } from '../../../src/core/email-address.ts';
import {
  ADDRESS_PURPOSES,
  type InboundAddress,
  ourAddress,
  readOurAddress,
} from '../../../src/domain/inbound/our-addresses.ts';

const MAILBOX: InboundAddress = { local: 'news', domain: 'example.org' };
const DOMAIN: InboundAddress = { local: null, domain: 'news.example.org' };

describe('the addresses at which mail comes in', () => {
  it('are sub-addresses of the one mailbox, or any of the domain', () => {
    expect(ourAddress(MAILBOX, 'subscribe')).toBe('news+subscribe@example.org');
    expect(ourAddress(MAILBOX, 'unsubscribe', 'abc')).toBe('news+unsubscribe+abc@example.org');
    expect(ourAddress(DOMAIN, 'subscribe')).toBe('subscribe@news.example.org');
    expect(ourAddress(DOMAIN, 'bounce', 'abc')).toBe('bounce+abc@news.example.org');
  });

  it('are read again, whatever case they come in', () => {
    const purposes = fc.constantFrom(...ADDRESS_PURPOSES);
    const tokens = fc.stringMatching(/^[a-z2-7]{1,40}$/);
    fc.assert(
      fc.property(fc.constantFrom(MAILBOX, DOMAIN), purposes, tokens, (inbound, purpose, token) => {
        const made = ourAddress(inbound, purpose, token);
        expect(parseEmailAddress(made).ok).toBe(true);
        expect(readOurAddress(inbound, made.toUpperCase())).toEqual({ purpose, token });
        expect(readOurAddress(inbound, ourAddress(inbound, purpose))).toEqual({ purpose, token: '' });
      }),
    );
  });

  it.each([
    'subscribe@news.example.org',
    'hello+subscribe@news.example.org',
    'anna.b+blog+subscribe@news.example.org',
  ])('take %s for a wish to subscribe', (address) => {
    expect(readOurAddress(DOMAIN, address)).toEqual({ purpose: 'subscribe', token: '' });
  });

  it('are for people where they say nothing', () => {
    for (const address of [
      'hello@news.example.org',
      'hello+friends@news.example.org',
      'postmaster@news.example.org',
    ])
      expect(readOurAddress(DOMAIN, address)).toEqual({ purpose: null, token: '' });
    expect(readOurAddress(MAILBOX, 'news@example.org')).toEqual({ purpose: null, token: '' });
  });

  it('are none of another domain, nor another mailbox of ours', () => {
    expect(readOurAddress(DOMAIN, 'subscribe@example.org')).toBeNull();
    expect(readOurAddress(MAILBOX, 'subscribe@example.org')).toBeNull();
    expect(readOurAddress(MAILBOX, 'alice+subscribe@example.org')).toBeNull();
    expect(readOurAddress(MAILBOX, 'example.org')).toBeNull();
  });
});
