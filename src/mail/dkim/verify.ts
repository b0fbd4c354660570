import { createHash, type KeyObject, verify } from 'node:crypto';
import { type Field, type Parted, partMessage, relaxedBody, relaxedField } from './canonical.ts';
import type { Algorithm } from './keys.ts';
import { readRecord, readTags, recordName } from './record.ts';
import { signedText } from './signed-fields.ts';

/** What became of one signature. */
export interface Verdict {
  /** Empty when the signature does not say. */
  readonly domain: string;
  readonly selector: string;
  /** Names in `h=`, in lower case, in order. */
  readonly names: readonly string[];
  /** In words why it does not hold; null when it holds. */
  readonly fault: string | null;
}

/** A TXT record's text by its name; null when there is none. */
export type RecordLookup = (name: string) => string | null;

const ALGORITHMS: ReadonlyMap<string | undefined, Algorithm> = new Map([
  ['rsa-sha256', 'rsa'],
  ['ed25519-sha256', 'ed25519'],
]);

/**
 * Verifies each DKIM-Signature of a message, from the top. It knows what this program writes and what a receiver must check of that: relaxed
 * canonicalisation, no `l=`, no `x=`. Anything else counts as a fault.
 */
export function verifySignatures(raw: Buffer, lookUp: RecordLookup): readonly Verdict[] {
  const message = partMessage(raw);
  return message.fields
    .filter(({ name }) => name === 'dkim-signature')
    .map((field) => verdictOn(field, message, lookUp));
}

function verdictOn(field: Field, message: Parted, lookUp: RecordLookup): Verdict {
  const tags = readTags(field.raw.slice(field.raw.indexOf(':') + 1)) ?? new Map<string, string>();
  const domain = tags.get('d') ?? '';
  const selector = tags.get('s') ?? '';
  const names = (tags.get('h') ?? '').toLowerCase().split(':');
  const said = { domain, selector, names };
  const fault = faultOfTags(tags, names) ?? faultOfBody(tags, message.body);
  if (fault !== null) return { ...said, fault };
  const key = keyIn(lookUp(recordName(selector, domain)), ALGORITHMS.get(tags.get('a')));
  if (typeof key === 'string') return { ...said, fault: key };
  const text = signedText(message.fields, names) + withoutSignature(field);
  const holds = signatureHolds(key, text, tags.get('b') ?? '');
  return { ...said, fault: holds ? null : 'the header or the signature was changed' };
}

function faultOfTags(tags: ReadonlyMap<string, string>, names: readonly string[]): string | null {
  if (tags.get('v') !== '1') return 'it is no signature of version 1';
  if (!ALGORITHMS.has(tags.get('a'))) return `its algorithm is ${tags.get('a')}`;
  if (tags.get('c') !== 'relaxed/relaxed') return `its canonicalisation is ${tags.get('c')}`;
  if (tags.has('l') || tags.has('x')) return 'it has l= or x=';
  return names.includes('from') ? null : 'it does not cover From';
}

function faultOfBody(tags: ReadonlyMap<string, string>, body: string): string | null {
  const hash = createHash('sha256').update(relaxedBody(body), 'latin1').digest('base64');
  return hash === tags.get('bh') ? null : 'the body was changed';
}

function keyIn(record: string | null, algorithm: Algorithm | undefined): KeyObject | string {
  if (record === null) return 'there is no record of its key';
  const published = readRecord(record);
  if (typeof published === 'string') return `the record of its key cannot be used: ${published}`;
  if (published.algorithm !== algorithm) return `the record has a key of type ${published.algorithm}`;
  return published.publicKey ?? 'its key was revoked';
}

/** RFC 6376 3.7: what was signed is the field itself with an empty `b=`, and no CRLF. */
function withoutSignature(field: Field): string {
  return relaxedField(field).replace(/([:;] ?b ?=)[^;]*/, '$1');
}

function signatureHolds(key: KeyObject, text: string, signature: string): boolean {
  const octets = Buffer.from(text, 'latin1');
  const signed = Buffer.from(signature, 'base64');
  if (key.asymmetricKeyType === 'rsa') return verify('sha256', octets, key, signed);
  return verify(null, createHash('sha256').update(octets).digest(), key, signed);
}
