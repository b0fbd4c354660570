import { describe, expect, it } from 'vitest';
import {
  addressKeyOf,
  followSecrets,
  keyedHash,
  keyIdOf,
  openKeyring,
  type Secrets,
} from '../../src/core/keyring.ts';

const [FIRST, SECOND, THIRD] = ['the first secret of all', 'a second secret, later', 'a third secret, now'];
const ADDRESS = 'alice@example.org';
const only = (current: string, ...older: string[]): Secrets => ({ current, older, addressKey: null });

describe('the keys of a secret', () => {
  const keyring = openKeyring(only(SECOND, FIRST));

  it('differ for each purpose, and the current secret comes first', () => {
    expect(keyring.key('undo')).not.toEqual(keyring.key('edition'));
    expect(keyring.keys('undo')).toEqual([openKeyring(SECOND).key('undo'), openKeyring(FIRST).key('undo')]);
  });

  it('are found by an id that tells nothing of them', () => {
    expect(keyIdOf(FIRST)).toMatch(/^[0-9a-f]{4}$/);
    expect(keyring.keysNamed(keyIdOf(FIRST), 'undo')).toEqual([openKeyring(FIRST).key('undo')]);
    expect(keyring.keysNamed(keyIdOf(THIRD), 'undo')).toEqual([]);
  });
});

describe('the keyed hash of an address', () => {
  it('is what the first version made of it', () => {
    const made = keyedHash(openKeyring('a secret that only this test knows'), ADDRESS);
    expect(made).toBe('17ebe770b25947287a27514fb7c2b2251ce81a389f22c5ff4ea973dcd809c6c2');
  });

  it('is the same for the same address and secret, and different otherwise', () => {
    const keyring = openKeyring(FIRST);
    expect(keyedHash(keyring, ADDRESS)).not.toBe(keyedHash(keyring, 'bob@example.org'));
    expect(keyedHash(keyring, ADDRESS)).not.toBe(keyedHash(openKeyring(SECOND), ADDRESS));
  });

  it('stays the same however often the secret is replaced, and when the first one is retired', () => {
    const hash = keyedHash(openKeyring(FIRST), ADDRESS);
    const retired = { current: THIRD, older: [SECOND], addressKey: addressKeyOf(FIRST) };
    for (const secrets of [only(SECOND, FIRST), only(THIRD, SECOND, FIRST), retired])
      expect(keyedHash(openKeyring(secrets), ADDRESS)).toBe(hash);
    expect(keyedHash(openKeyring(only(THIRD, SECOND)), ADDRESS)).not.toBe(hash);
  });
});

it('a keyring that follows secrets signs with the new one as soon as there is one', () => {
  let secrets = only(FIRST);
  const keyring = followSecrets(() => secrets);
  const before = { id: keyring.current.id, key: keyring.key('undo'), hash: keyedHash(keyring, ADDRESS) };
  secrets = only(SECOND, FIRST);
  expect(keyring.current.id).toBe(keyIdOf(SECOND));
  expect(keyring.keys('undo')[1]).toEqual(before.key);
  expect(keyring.keysNamed(before.id, 'undo')).toEqual([before.key]);
  expect(keyedHash(keyring, ADDRESS)).toBe(before.hash);
});
