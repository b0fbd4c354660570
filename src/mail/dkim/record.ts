import { createPublicKey, type KeyObject } from 'node:crypto';
import { messageOf } from '../../core/errors.ts';
import type { Algorithm, DkimKey } from './keys.ts';

/** What a key's owner publishes in DNS (RFC 6376 3.6). */
export interface DnsRecord {
  /** Without a dot at the end. */
  readonly name: string;
  /** The text, whole. */
  readonly value: string;
  /** The same, as a line of a zone file: a string of a TXT record holds at most 255 octets, so the text may take several. */
  readonly zoneLine: string;
}

/** What a record in DNS says. */
export interface PublishedKey {
  readonly algorithm: Algorithm;
  /** Null: the key was revoked (`p=` is empty). */
  readonly publicKey: KeyObject | null;
  /** `t=y`: receivers treat mail that fails as they treat mail without a signature. */
  readonly testing: boolean;
}

const LONGEST_STRING = 255;

/** The record that receivers look up for signatures of this key and domain. */
export function dnsRecord(key: DkimKey, domain: string): DnsRecord {
  const name = recordName(key.selector, domain);
  const value = `v=DKIM1; k=${key.algorithm}; p=${publicHalf(key)}`;
  const strings = value.match(new RegExp(`.{1,${LONGEST_STRING}}`, 'g')) ?? [];
  const quoted = strings.map((text) => `"${text}"`).join(' ');
  return { name, value, zoneLine: `${name}. IN TXT ${strings.length > 1 ? `( ${quoted} )` : quoted}` };
}

/** Where receivers look for a key (RFC 6376 3.6.2.1). */
export function recordName(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`;
}

/** Reads a record's text; in words what is wrong with it when it is none that can be used. */
export function readRecord(text: string): PublishedKey | string {
  const tags = readTags(text);
  if (tags === null) return 'it is not a list of tags such as `v=DKIM1; k=rsa; p=…`';
  if ((tags.get('v') ?? 'DKIM1') !== 'DKIM1') return `its version is ${tags.get('v')}, not DKIM1`;
  const algorithm = tags.get('k') ?? 'rsa';
  if (algorithm !== 'rsa' && algorithm !== 'ed25519')
    return `its key is of type ${algorithm}, not rsa or ed25519`;
  const hashes = tags.get('h')?.split(':') ?? ['sha256'];
  if (!hashes.includes('sha256')) return `it allows the hash ${hashes.join(' and ')} only, not sha256`;
  const services = tags.get('s')?.split(':') ?? ['*'];
  if (!services.includes('*') && !services.includes('email')) return 'it is for other services than email';
  const testing = tags.get('t')?.split(':').includes('y') === true;
  const p = tags.get('p');
  if (p === undefined) return 'it has no key (`p=`)';
  if (p === '') return { algorithm, publicKey: null, testing };
  const publicKey = keyFrom(algorithm, Buffer.from(p, 'base64'));
  return typeof publicKey === 'string' ? publicKey : { algorithm, publicKey, testing };
}

/**
 * Reads `a=1; b=2` (RFC 6376 3.2). Blanks and folds are taken out of values, as none that we read may mean any. Null for what is no such list,
 * or has a tag twice.
 */
export function readTags(text: string): ReadonlyMap<string, string> | null {
  const tags = new Map<string, string>();
  for (const part of text.replace(/;\s*$/, '').split(';')) {
    const [, name, value] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=([\s\S]*)$/.exec(part) ?? [];
    if (name === undefined || value === undefined || tags.has(name)) return null;
    tags.set(name, value.replace(/\s+/g, ''));
  }
  return tags;
}

/** RSA as SubjectPublicKeyInfo, as everybody publishes it; Ed25519 as its 32 bare octets (RFC 8463 4.2). */
function publicHalf({ algorithm, privateKey }: DkimKey): string {
  const publicKey = createPublicKey(privateKey);
  if (algorithm === 'rsa') return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

/** RFC 6376 3.6.1 asks for a bare RSAPublicKey, while its examples have a SubjectPublicKeyInfo: both are found in DNS. */
function keyFrom(algorithm: Algorithm, octets: Buffer): KeyObject | string {
  try {
    if (algorithm === 'ed25519')
      return createPublicKey({
        key: { kty: 'OKP', crv: 'Ed25519', x: octets.toString('base64url') },
        format: 'jwk',
      });
    const bare = octets.readUInt8(octets[1] === 0x82 ? 4 : 3) === 0x02;
    return createPublicKey({ key: octets, format: 'der', type: bare ? 'pkcs1' : 'spki' });
  } catch (error) {
    return `its key cannot be read (${messageOf(error)})`;
  }
}
