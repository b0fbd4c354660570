import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/core/clock.ts';
import { keyedHash, makeToken, openKeyring, readToken } from '../../src/core/tokens.ts';

const keyring = openKeyring('a secret that only this test knows');
const NOON = Date.parse('2026-12-08T12:00:00Z');

describe('a token', () => {
  const token = makeToken(keyring, 'confirm', '42', NOON);

  it('gives back its subject and the second it was made', () => {
    expect(readToken(keyring, 'confirm', token, NOON + HOUR, 72 * HOUR)).toEqual({
      ok: true,
      subject: '42',
      madeAt: NOON,
    });
  });

  it('can stand in a URL path as it is', () => {
    expect(encodeURIComponent(token)).toBe(token);
  });

  it('is useless for another purpose', () => {
    expect(readToken(keyring, 'unsubscribe', token, NOON, null)).toEqual({ ok: false, reason: 'forged' });
  });

  it('is useless under another secret', () => {
    const other = openKeyring('another secret, made by somebody else');
    expect(readToken(other, 'confirm', token, NOON, null)).toEqual({ ok: false, reason: 'forged' });
  });

  it('ends with its lifetime, to the millisecond', () => {
    expect(readToken(keyring, 'confirm', token, NOON + HOUR, HOUR).ok).toBe(true);
    expect(readToken(keyring, 'confirm', token, NOON + HOUR + 1, HOUR)).toEqual({
      ok: false,
      reason: 'expired',
    });
  });

  it('never expires when it has no lifetime', () => {
    expect(readToken(keyring, 'confirm', token, NOON + 100_000 * HOUR, null).ok).toBe(true);
  });

  it('is refused when any single character is changed, dropped or added', () => {
    for (let index = 0; index < token.length; index += 1) {
      const swapped = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
      const cut = token.slice(0, index) + token.slice(index + 1);
      // The last character of the MAC carries four bits that base64url ignores; all others count.
      if (index < token.length - 1) expect(readToken(keyring, 'confirm', swapped, NOON, null).ok).toBe(false);
      expect(readToken(keyring, 'confirm', cut, NOON, null).ok).toBe(false);
      expect(readToken(keyring, 'confirm', `${token}x`, NOON, null).ok).toBe(false);
    }
  });
});

describe('a keyed hash', () => {
  it('is the same for the same text and key, and different otherwise', () => {
    const other = openKeyring('another secret, made by somebody else');
    expect(keyedHash(keyring, 'alice@example.org')).toBe(keyedHash(keyring, 'alice@example.org'));
    expect(keyedHash(keyring, 'alice@example.org')).not.toBe(keyedHash(keyring, 'bob@example.org'));
    expect(keyedHash(keyring, 'alice@example.org')).not.toBe(keyedHash(other, 'alice@example.org'));
  });
});
