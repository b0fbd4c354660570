import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Instant } from './clock.ts';

/** What a token is good for. A token made for one purpose is useless for every other. */
export type TokenPurpose = 'confirm' | 'unsubscribe' | 'undo' | 'reason' | 'edition' | 'form';

/** In octets: RFC 2104 allows truncation to half the hash, and links stay short. */
const MAC_LENGTH = 16;

/** Keys derived from the one secret, one per purpose (HKDF, RFC 5869). Never logged, never leaves the process. */
export interface Keyring {
  key(purpose: TokenPurpose | 'address' | 'message-id'): Buffer;
}

/** Derives keys on demand from a secret of at least 16 characters. */
export function openKeyring(secret: string): Keyring {
  const keys = new Map<string, Buffer>();
  return {
    key(purpose) {
      const known = keys.get(purpose);
      if (known !== undefined) return known;
      const key = Buffer.from(hkdfSync('sha256', secret, 'fortnight', `fortnight/${purpose}/v1`, 32));
      keys.set(purpose, key);
      return key;
    },
  };
}

export type ReadToken =
  | { readonly ok: true; readonly subject: string; readonly madeAt: Instant }
  | { readonly ok: false; readonly reason: 'malformed' | 'forged' | 'expired' };

/**
 * A signed token for a link: `v1.<subject>.<seconds>.<mac>`, all of it safe in a URL path.
 * @param subject what it is about: letters, digits and hyphens
 * @param madeAt when it was made, kept to the second; 0 for tokens that never expire and must be the same at every retry
 */
export function makeToken(keyring: Keyring, purpose: TokenPurpose, subject: string, madeAt: Instant): string {
  const body = `v1.${subject}.${Math.floor(madeAt / 1000).toString(36)}`;
  return `${body}.${digest(keyring, purpose, body).toString('base64url', 0, MAC_LENGTH)}`;
}

/**
 * Checks a token in constant time and gives what it says.
 * @param lifetime milliseconds it is good for, or null when it never expires
 */
export function readToken(
  keyring: Keyring,
  purpose: TokenPurpose,
  token: string,
  now: Instant,
  lifetime: number | null,
): ReadToken {
  const match = /^(v1\.([A-Za-z0-9-]{1,100})\.([0-9a-z]{1,9}))\.([A-Za-z0-9_-]{22})$/.exec(token);
  const [, body, subject, seconds, given] = match ?? [];
  if (body === undefined || subject === undefined || seconds === undefined || given === undefined) {
    return { ok: false, reason: 'malformed' };
  }
  const expected = digest(keyring, purpose, body).subarray(0, MAC_LENGTH);
  const actual = Buffer.from(given, 'base64url');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected))
    return { ok: false, reason: 'forged' };
  const madeAt = Number.parseInt(seconds, 36) * 1000;
  if (lifetime !== null && now > madeAt + lifetime) return { ok: false, reason: 'expired' };
  return { ok: true, subject, madeAt };
}

/** The keyed hash under which an address is remembered after its row is gone, in hex. */
export function keyedHash(keyring: Keyring, text: string): string {
  return createHmac('sha256', keyring.key('address')).update(text).digest('hex');
}

function digest(keyring: Keyring, purpose: TokenPurpose, body: string): Buffer {
  return createHmac('sha256', keyring.key(purpose)).update(body).digest();
}
