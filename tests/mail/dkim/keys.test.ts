import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { makeKey, parseKeys } from '../../../src/mail/dkim/keys.ts';
import { isSelector } from '../../../src/mail/dkim/selector.ts';
import { ED25519_PEM, RSA_PEM, RSA_PKCS1_PEM } from './keys-for-tests.ts';

const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const rsa = createPrivateKey(RSA_PEM);

const PUBLIC_PEM = createPublicKey(rsa).export({ type: 'spki', format: 'pem' }).toString();
const LOCKED_PEM = rsa
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
  .toString();
const LOCKED_PKCS1_PEM = rsa
  .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
  .toString();

function parse(...pems: string[]) {
  return parseKeys(pems.map((pem, index) => ({ selector: `s${index}`, pem, file: `keys/s${index}.pem` })));
}

function refusal(...pems: string[]): AppError {
  try {
    parse(...pems);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the keys were taken');
}

describe('key files', () => {
  it.each([
    ['RSA in PKCS#8', RSA_PEM, 'rsa'],
    ['RSA in PKCS#1', RSA_PKCS1_PEM, 'rsa'],
    ['Ed25519', ED25519_PEM, 'ed25519'],
    [
      'a file with words and Windows line ends around the key',
      `My key\n${RSA_PEM}`.replaceAll('\n', '\r\n'),
      'rsa',
    ],
  ])('may hold %s', (_what, pem, algorithm) => {
    expect(parse(pem)).toMatchObject([{ selector: 's0', algorithm }]);
  });

  it('may be two, one of each', () => {
    expect(parse(ED25519_PEM, RSA_PEM).map(({ algorithm }) => algorithm)).toEqual(['ed25519', 'rsa']);
  });

  it.each([
    ['nothing', '', 'no PEM file'],
    ['anything but PEM', 'MIIEvQIBADANBgkq', 'no PEM file'],
    ['a public key', PUBLIC_PEM, 'holds a public key'],
    ['a locked key', LOCKED_PEM, 'locked with a password'],
    ['a locked key in PKCS#1', LOCKED_PKCS1_PEM, 'locked with a password'],
    ['half a key', RSA_PEM.replace(/\n[^\n]*\n-----END/, '\n-----END'), 'is damaged'],
    ['RSA under 2048 bits', short.export({ type: 'pkcs8', format: 'pem' }).toString(), 'has 1024 bits'],
    ['another type', curve.export({ type: 'pkcs8', format: 'pem' }).toString(), 'is a key of type ec'],
  ])('may not hold %s', (_what, pem, words) => {
    const { code, message, help } = refusal(pem);
    expect(code).toBe('configuration');
    expect(message).toContain('keys/s0.pem');
    expect(message).toContain(words);
    expect(help).not.toBeNull();
  });

  it('are never repeated in words about them', () => {
    const broken = RSA_PEM.replace(/\n[^\n]*\n-----END/, '\n-----END');
    const { message, help } = refusal(broken);
    expect(`${message} ${help}`).not.toContain(broken.split('\n')[1]);
  });

  it('may not be two of one kind, or two under one name', () => {
    expect(refusal(RSA_PEM, RSA_PKCS1_PEM).message).toContain('same algorithm');
    const twins = [RSA_PEM, ED25519_PEM].map((pem) => ({ selector: 'one', pem, file: 'one.pem' }));
    expect(() => parseKeys(twins)).toThrow('same selector');
  });
});

describe('a key that is made', () => {
  it.each(['rsa', 'ed25519'] as const)('can be parsed: %s', async (algorithm) => {
    const pem = await makeKey(algorithm);
    expect(parse(pem)).toMatchObject([{ algorithm }]);
    expect(await makeKey(algorithm)).not.toBe(pem);
  });
});

describe('a selector', () => {
  it.each(['fortnight-rsa', 'S1', '2026.mail', 'a'])('can be %s', (word) =>
    expect(isSelector(word)).toBe(true),
  );
  it.each(['', '-a', 'a-', 'a..b', '.a', 'a b', 'a_b', 'gr\u00fcn', 'a/b', 'a'.repeat(64)])(
    'cannot be "%s"',
    (word) => expect(isSelector(word)).toBe(false),
  );
});
