import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/core/clock.ts';
import { claimedSubject, keyedHash, makeToken, openKeyring, readToken } from '../../src/core/tokens.ts';

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

describe('a token that is bound to an address', () => {
  const token = makeToken(keyring, 'preferences', '42', 0, 'alice@example.org');
  const read = (boundTo: string | null) => readToken(keyring, 'preferences', token, NOON, null, boundTo);

  it('is good with that address, and with no other and with none', () => {
    expect(read('alice@example.org')).toEqual({ ok: true, subject: '42', madeAt: 0 });
    for (const other of ['alice@new.example', '', null])
      expect(read(other)).toEqual({ ok: false, reason: 'forged' });
  });

  it('says whom it claims to be about, without the address, and proves nothing by that', () => {
    expect(token).not.toContain('alice');
    expect(claimedSubject(token)).toBe('42');
    expect(claimedSubject(token.replace('42', '43'))).toBe('43');
    expect(claimedSubject('42')).toBeNull();
  });

  it('is not one that is bound to nothing, whatever that is about', () => {
    const plain = makeToken(keyring, 'preferences', '42', 0);
    expect(readToken(keyring, 'preferences', plain, NOON, null, 'alice@example.org').ok).toBe(false);
    expect(readToken(keyring, 'preferences', plain, NOON, null).ok).toBe(true);
  });
});
