import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/core/clock.ts';
import { keyedHash, openKeyring } from '../../src/core/keyring.ts';
import { claimedSubject, makeToken, readToken } from '../../src/core/tokens.ts';

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
      expect(readToken(keyring, 'confirm', swapped, NOON, null).ok).toBe(false);
      expect(readToken(keyring, 'confirm', cut, NOON, null).ok).toBe(false);
      expect(readToken(keyring, 'confirm', `${token}x`, NOON, null).ok).toBe(false);
    }
  });
});

describe('a token after its secret was replaced', () => {
  const old = { current: 'the first secret of this test', older: [], addressKey: null };
  const rotated = openKeyring({ ...old, current: 'the second secret of this test', older: [old.current] });
  const token = makeToken(openKeyring(old), 'unsubscribe', '42', 0);

  it('is good as long as its secret is kept', () => {
    expect(readToken(rotated, 'unsubscribe', token, NOON, null)).toMatchObject({ ok: true, subject: '42' });
    expect(readToken(openKeyring(rotated.current.id), 'unsubscribe', token, NOON, null).ok).toBe(false);
  });

  it('is told from one of the new secret by the id of its key', () => {
    const later = makeToken(rotated, 'unsubscribe', '42', 0);
    expect([token, later].map((one) => one.split('.')[1])).toEqual([
      openKeyring(old).current.id,
      rotated.current.id,
    ]);
    expect(readToken(openKeyring(old), 'unsubscribe', later, NOON, null)).toEqual({
      ok: false,
      reason: 'forged',
    });
  });
});

describe('a token of the first version, which names no key', () => {
  /** As the first version made them with these secrets. */
  const FIRST = {
    secret: 'a secret that only this test knows',
    confirm: 'v1.42.tpq6o0.l9WNGcIn-zrwP_AfhS4OJg',
  };

  it('is good under the current secret and under an older one', () => {
    const rotated = openKeyring({ current: 'a later secret', older: [FIRST.secret], addressKey: null });
    for (const ring of [keyring, rotated])
      expect(readToken(ring, 'confirm', FIRST.confirm, NOON, HOUR)).toEqual({
        ok: true,
        subject: '42',
        madeAt: NOON,
      });
    expect(readToken(openKeyring('a later secret'), 'confirm', FIRST.confirm, NOON, HOUR).ok).toBe(false);
  });

  it('cannot be made from one that names its key', () => {
    const [, , ...rest] = makeToken(keyring, 'confirm', '42', NOON).split('.');
    expect(readToken(keyring, 'confirm', ['v1', ...rest].join('.'), NOON, null)).toEqual({
      ok: false,
      reason: 'forged',
    });
  });
});

describe('a token bound to an address', () => {
  const [alice, elsewhere] = ['alice@example.org', 'alice@example.net'].map((text) =>
    keyedHash(keyring, text),
  );
  if (alice === undefined || elsewhere === undefined) throw new Error('two were made');
  const token = makeToken(keyring, 'confirm', '42', NOON, alice);

  it('dies with the address, and does not tell it', () => {
    expect(readToken(keyring, 'confirm', token, NOON, HOUR, alice)).toMatchObject({
      ok: true,
      subject: '42',
    });
    for (const other of [elsewhere, null, ''])
      expect(readToken(keyring, 'confirm', token, NOON, HOUR, other)).toEqual({
        ok: false,
        reason: 'forged',
      });
    expect(token).toHaveLength(makeToken(keyring, 'confirm', '42', NOON).length);
  });

  it('is not what one bound to none can be taken for', () => {
    expect(
      readToken(keyring, 'confirm', makeToken(keyring, 'confirm', '42', NOON), NOON, HOUR, alice).ok,
    ).toBe(false);
  });

  it('says before it is checked whose address to look up', () => {
    expect(claimedSubject(token)).toBe('42');
    expect(claimedSubject('v2.42')).toBeNull();
  });
});
