import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AddressTokenPurpose,
  claimedFields,
  makeAddressToken,
  readAddressToken,
} from '../../src/core/address-tokens.ts';
import { DAY, MINUTE } from '../../src/core/clock.ts';
import { keyedHash, openKeyring } from '../../src/core/keyring.ts';
import { runs } from '../support/runs.ts';

const FIRST = 'a secret that only this test knows';
const keyring = openKeyring(FIRST);
const NOON = Date.parse('2026-12-08T12:00:00Z');
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const PURPOSES: readonly AddressTokenPurpose[] = ['unsubscribe-mail', 'bounce', 'confirm-mail'];

interface Made {
  readonly purpose: AddressTokenPurpose;
  readonly fields: readonly number[];
  readonly token: string;
}

const id = fc.oneof(fc.nat(), fc.maxSafeNat());
const made: fc.Arbitrary<Made> = fc
  .record({ purpose: fc.constantFrom(...PURPOSES), one: id, other: id })
  .map(({ purpose, one, other }) => {
    const fields = purpose === 'bounce' ? [one, other] : [one];
    const expiresAt = purpose === 'confirm-mail' ? NOON + DAY : null;
    return {
      purpose,
      fields,
      token: makeAddressToken(keyring, purpose, fields, { expiresAt, boundTo: null }),
    };
  });

describe('a token in a mail address', () => {
  it('gives back its fields, in whatever case its letters arrive', () => {
    fc.assert(
      fc.property(made, fc.infiniteStream(fc.boolean()), ({ purpose, fields, token }, coins) => {
        const mixed = [...token]
          .map((letter) => (coins.next().value ? letter.toUpperCase() : letter))
          .join('');
        for (const text of [token, token.toUpperCase(), mixed])
          expect(readAddressToken(keyring, purpose, text, NOON)).toEqual({ ok: true, fields });
        expect(claimedFields(purpose, mixed)).toEqual(fields);
      }),
      runs(601, 300),
    );
  });

  it('is letters and digits, and fits a local part with the longest word before it', () => {
    fc.assert(
      fc.property(made, ({ token }) => {
        expect(token).toMatch(/^[a-z2-7]+$/);
        expect(`unsubscribe+${token}`.length).toBeLessThanOrEqual(64);
        expect(token.length).toBeLessThanOrEqual(44);
      }),
      runs(602, 300),
    );
  });

  it('is refused when any one character is changed, dropped or doubled', () => {
    fc.assert(
      fc.property(made, fc.nat(), fc.nat(), ({ purpose, token }, place, letter) => {
        const at = place % token.length;
        const others = [...LETTERS].filter((one) => one !== token[at]);
        const changed = token.slice(0, at) + others[letter % others.length] + token.slice(at + 1);
        const cut = token.slice(0, at) + token.slice(at + 1);
        const doubled = token.slice(0, at + 1) + token.slice(at);
        for (const text of [changed, cut, doubled])
          expect(readAddressToken(keyring, purpose, text, NOON).ok).toBe(false);
      }),
      runs(603, 500),
    );
  });

  it('is useless for another purpose', () => {
    fc.assert(
      fc.property(made, ({ purpose, token }) => {
        for (const other of PURPOSES)
          if (other !== purpose) expect(readAddressToken(keyring, other, token, NOON).ok).toBe(false);
      }),
      runs(604, 200),
    );
  });

  it('is useless under another secret, and good under an older one', () => {
    fc.assert(
      fc.property(made, ({ purpose, token }) => {
        const rotated = openKeyring({ current: 'a later secret', older: [FIRST], addressKey: null });
        expect(readAddressToken(rotated, purpose, token, NOON).ok).toBe(true);
        const stranger = openKeyring('a later secret');
        expect(readAddressToken(stranger, purpose, token, NOON)).toEqual({ ok: false, reason: 'forged' });
      }),
      runs(605, 100),
    );
  });

  it('is no other text, however long', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[a-z2-7]{0,60}$/), fc.constant('a'.repeat(1e6)));
    fc.assert(
      fc.property(fc.constantFrom(...PURPOSES), texts, (purpose, text) => {
        expect(readAddressToken(keyring, purpose, text, NOON).ok).toBe(false);
      }),
      runs(606, 500),
    );
  });
});

describe('a token that names a delivery', () => {
  it('is the same at every retry, and short', () => {
    const token = makeAddressToken(keyring, 'bounce', [12, 3_456]);
    expect(token).toBe(makeAddressToken(keyring, 'bounce', [12, 3_456]));
    expect(token).toHaveLength(23);
  });
});

describe('a token by which a reply confirms', () => {
  const alice = keyedHash(keyring, 'alice@example.org');
  const bound = makeAddressToken(keyring, 'confirm-mail', [42], { expiresAt: NOON, boundTo: alice });

  it('ends when it should, to the minute', () => {
    expect(readAddressToken(keyring, 'confirm-mail', bound, NOON, alice).ok).toBe(true);
    expect(readAddressToken(keyring, 'confirm-mail', bound, NOON + 1, alice)).toEqual({
      ok: false,
      reason: 'expired',
    });
    const odd = makeAddressToken(keyring, 'confirm-mail', [42], { expiresAt: NOON + 1, boundTo: null });
    expect(readAddressToken(keyring, 'confirm-mail', odd, NOON + MINUTE).ok).toBe(true);
  });

  it('dies with the address it was made for', () => {
    const elsewhere = keyedHash(keyring, 'alice@example.net');
    expect(claimedFields('confirm-mail', bound)).toEqual([42]);
    for (const other of [elsewhere, null])
      expect(readAddressToken(keyring, 'confirm-mail', bound, NOON, other)).toEqual({
        ok: false,
        reason: 'forged',
      });
  });
});

it('what does not fit the purpose is not made into a token', () => {
  const end = { expiresAt: NOON, boundTo: null };
  expect(() => makeAddressToken(keyring, 'bounce', [1])).toThrow();
  expect(() => makeAddressToken(keyring, 'bounce', [1, -1])).toThrow();
  expect(() => makeAddressToken(keyring, 'bounce', [1, 1.5])).toThrow();
  expect(() => makeAddressToken(keyring, 'confirm-mail', [1])).toThrow();
  expect(() => makeAddressToken(keyring, 'unsubscribe-mail', [1], end)).toThrow();
});
