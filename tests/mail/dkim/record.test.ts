import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DkimKey } from '../../../src/mail/dkim/keys.ts';
import { dnsRecord, readRecord, readTags } from '../../../src/mail/dkim/record.ts';
import { KEYS } from './keys-for-tests.ts';

describe("a key's record in DNS", () => {
  it.each(KEYS)('gives the public half back: $algorithm', (key) => {
    const { name, value } = dnsRecord(key, 'blog.example');
    expect(name).toBe(`fortnight-${key.algorithm}._domainkey.blog.example`);
    const published = readRecord(value);
    if (typeof published === 'string') throw new Error(published);
    expect(published).toMatchObject({ algorithm: key.algorithm, testing: false });
    expect(published.publicKey?.equals(createPublicKey(key.privateKey))).toBe(true);
  });

  it('is cut into strings of at most 255 octets for a zone file', () => {
    const { value, zoneLine } = dnsRecord(keyOf('rsa'), 'blog.example');
    const strings = [...zoneLine.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text);
    expect(strings).toHaveLength(2);
    expect(strings.map(({ length }) => length <= 255)).toEqual([true, true]);
    expect(strings.join('')).toBe(value);
    expect(zoneLine).toMatch(
      /^fortnight-rsa\._domainkey\.blog\.example\. IN TXT \( "v=DKIM1; k=rsa; p=.*" ".*" \)$/,
    );
  });

  it('is one string where it fits', () => {
    expect(dnsRecord(keyOf('ed25519'), 'blog.example').zoneLine).toMatch(
      /^fortnight-ed25519\._domainkey\.blog\.example\. IN TXT "v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}="$/,
    );
  });
});

describe('a record as others write them', () => {
  const rsa = createPublicKey(keyOf('rsa').privateKey);
  const spki = rsa.export({ type: 'spki', format: 'der' }).toString('base64');
  const bare = rsa.export({ type: 'pkcs1', format: 'der' }).toString('base64');

  it.each([
    ['without version and type', `p=${spki}`],
    [
      'with blanks, folds and tags of its own',
      ` v = DKIM1 ;\r\n k=rsa; n=a note;p = ${spki.slice(0, 99)} ${spki.slice(99)} ; `,
    ],
    ['with a bare RSAPublicKey, as RFC 6376 has it', `v=DKIM1; p=${bare}`],
    ['for email and sha256 among others', `v=DKIM1; h=sha1:sha256; s=email:tlsrpt; p=${spki}`],
  ])('%s is read', (_how, text) => {
    const published = readRecord(text);
    expect(typeof published === 'string' ? published : published.publicKey?.equals(rsa)).toBe(true);
  });

  it('says when it is a test, and when the key was revoked', () => {
    expect(readRecord(`v=DKIM1; t=s:y; p=${spki}`)).toMatchObject({ testing: true });
    expect(readRecord(`v=DKIM1; t=s; p=${spki}`)).toMatchObject({ testing: false });
    expect(readRecord('v=DKIM1; k=ed25519; p=')).toMatchObject({ algorithm: 'ed25519', publicKey: null });
  });

  it.each([
    ['google-site-verification', 'not a list of tags'],
    [`v=DKIM2; p=${spki}`, 'version is DKIM2'],
    [`k=dsa; p=${spki}`, 'type dsa'],
    [`h=sha1; p=${spki}`, 'sha1 only'],
    [`s=tlsrpt; p=${spki}`, 'other services'],
    ['v=DKIM1; k=rsa', 'no key'],
    ['v=DKIM1; p=AAAA', 'cannot be read'],
    ['v=DKIM1; k=rsa; p=A', 'cannot be read'],
    ['v=DKIM1; k=ed25519; p=AAAA', 'cannot be read'],
  ])('%s cannot be used', (text, words) => {
    expect(readRecord(text)).toContain(words);
  });

  it('may have no tag twice', () => {
    expect(readTags('a=1; b=2;')).toEqual(
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    expect(readTags('a=1; a=2')).toBeNull();
    expect(readTags('a=1; ; b=2')).toBeNull();
  });
});

function keyOf(algorithm: DkimKey['algorithm']): DkimKey {
  const key = KEYS.find((candidate) => candidate.algorithm === algorithm);
  if (key === undefined) throw new Error('the keys for tests are one of each');
  return key;
}
