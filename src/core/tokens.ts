import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from './clock.ts';
import type { Keyring } from './keyring.ts';

/** What a token is good for. A token made for one purpose is useless for every other. */
export type TokenPurpose =
  | 'confirm'
  | 'unsubscribe'
  | 'undo'
  | 'reason'
  | 'edition'
  | 'form'
  | 'preferences'
  | 'new-address';

/** In octets: RFC 2104 allows truncation to half the hash, and links stay short. */
const MAC_LENGTH = 16;

/** The key id is missing from the links of the first version. */
const FORM = /^(v1|v2\.([0-9a-f]{4}))\.([A-Za-z0-9-]{1,100})\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{22})$/;

export type ReadToken =
  | { readonly ok: true; readonly subject: string; readonly madeAt: Instant }
  | { readonly ok: false; readonly reason: 'malformed' | 'forged' | 'expired' };

/**
 * A signed token for a link: `v2.<key id>.<subject>.<seconds>.<mac>`, all of it safe in a URL path.
 * @param subject what it is about: letters, digits and hyphens
 * @param madeAt when it was made, kept to the second; 0 for tokens that never expire and must be the same at every retry
 * @param boundTo the keyed hash of the address it is made for, with which the token dies; it cannot be read from the token. Null: of no address
 */
export function makeToken(
  keyring: Keyring,
  purpose: TokenPurpose,
  subject: string,
  madeAt: Instant,
  boundTo: string | null = null,
): string {
  const { id, key } = keyring.current;
  const body = `v2.${id}.${subject}.${Math.floor(madeAt / 1000).toString(36)}`;
  return `${body}.${macOf(key(purpose), body, boundTo)}`;
}

/**
 * Checks a token in constant time and gives what it says.
 * @param lifetime milliseconds it is good for, or null when it never expires
 * @param boundTo the keyed hash of the address that its subject has now; null when it is bound to none
 */
export function readToken(
  keyring: Keyring,
  purpose: TokenPurpose,
  token: string,
  now: Instant,
  lifetime: number | null,
  boundTo: string | null = null,
): ReadToken {
  const [, , keyId, subject, seconds, given] = FORM.exec(token) ?? [];
  if (subject === undefined || seconds === undefined || given === undefined) {
    return { ok: false, reason: 'malformed' };
  }
  const body = token.slice(0, -given.length - 1);
  const keys = keyId === undefined ? keyring.keys(purpose) : keyring.keysNamed(keyId, purpose);
  if (!keys.some((key) => isEqual(given, macOf(key, body, boundTo)))) return { ok: false, reason: 'forged' };
  const madeAt = Number.parseInt(seconds, 36) * 1000;
  if (lifetime !== null && now > madeAt + lifetime) return { ok: false, reason: 'expired' };
  return { ok: true, subject, madeAt };
}

/** What a token claims to be about, before anything is checked: to look up the address it must be bound to. Null when it is no token. */
export function claimedSubject(token: string): string | null {
  return FORM.exec(token)?.[3] ?? null;
}

/** As text, so that the bits which base64url has to spare count like all others. */
function macOf(key: Buffer, body: string, boundTo: string | null): string {
  const mac = createHmac('sha256', key).update(boundTo === null ? body : `${body}\0${boundTo}`);
  return mac.digest().toString('base64url', 0, MAC_LENGTH);
}

function isEqual(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
