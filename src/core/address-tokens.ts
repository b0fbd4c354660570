import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromBase32, toBase32 } from './base32.ts';
import { type Instant, MINUTE } from './clock.ts';
import type { Keyring } from './keyring.ts';

/** What a token in a mail address is good for: leaving, naming the delivery that came back, confirming by a reply. */
export type AddressTokenPurpose = 'unsubscribe-mail' | 'bounce' | 'confirm-mail';

interface Layout {
  /** How many numbers it carries. */
  readonly fields: number;
  readonly expires: boolean;
  /** In octets. */
  readonly mac: number;
}

/**
 * 64 bits are enough for a bounce: nobody can try one without sending us a mail, and by the time a machine has sent a million a second for a year,
 * it has found one of 2^64 with a chance of one in half a million, to have a single bounce counted against a single reader. A token that
 * ends or makes a subscription lies in readers' mailboxes for years, and has 96.
 */
const LAYOUTS: Readonly<Record<AddressTokenPurpose, Layout>> = {
  'unsubscribe-mail': { fields: 1, expires: false, mac: 12 },
  bounce: { fields: 2, expires: false, mac: 8 },
  'confirm-mail': { fields: 1, expires: true, mac: 12 },
};

const VERSION = 1;
/** The version and the key id. */
const HEAD_LENGTH = 3;
/** Base32 of the longest there can be: more is not looked at. A local part has 64, and `unsubscribe+` takes twelve of them. */
const LONGEST = 52;

export interface AddressTokenBinding {
  /** When it ends, kept to the minute; null for purposes that never do. */
  readonly expiresAt: Instant | null;
  /** The keyed hash of the address it is made for, with which it dies; it cannot be read from the token. Null: of no address. */
  readonly boundTo: string | null;
}

export type ReadAddressToken =
  | { readonly ok: true; readonly fields: readonly number[] }
  | { readonly ok: false; readonly reason: 'malformed' | 'forged' | 'expired' };

const UNBOUND: AddressTokenBinding = { expiresAt: null, boundTo: null };

/**
 * A signed token for the local part of a mail address: base32 in lower case, at most 44 letters and digits, the same for the same input.
 *
 * Its octets: one for the version (1); two for the key id; the fields, and for `confirm-mail` the minute since 1970 in which it ends, each
 * as a varint (seven bits an octet, the lowest first, the top bit says that more follow); the truncated HMAC-SHA-256 of all that.
 *
 * @param fields whole numbers below 2^53: one reader, or for `bounce` the edition and the reader
 * @throws Error when fields or expiry do not fit the purpose: the caller is wrong
 */
export function makeAddressToken(
  keyring: Keyring,
  purpose: AddressTokenPurpose,
  fields: readonly number[],
  { expiresAt, boundTo }: AddressTokenBinding = UNBOUND,
): string {
  const layout = LAYOUTS[purpose];
  if (fields.length !== layout.fields || !fields.every((field) => Number.isSafeInteger(field) && field >= 0))
    throw new Error(`not the fields of a token for ${purpose}: ${JSON.stringify(fields)}`);
  if (layout.expires !== (expiresAt !== null))
    throw new Error(`a token for ${purpose} ${layout.expires ? 'needs' : 'has no'} end`);
  const numbers = expiresAt === null ? fields : [...fields, Math.ceil(expiresAt / MINUTE)];
  const { id, key } = keyring.current;
  // Two for each reader of an edition: octets are kept as text, a character for each, which takes half the time of Buffers.
  const keyId = Number.parseInt(id, 16);
  let body = String.fromCharCode(VERSION, keyId >> 8, keyId & 0xff);
  for (const number of numbers) body += varint(number);
  return toBase32(body + macOf(key(purpose), body, boundTo, layout.mac));
}

/**
 * Checks a token in constant time, whatever case its letters have come to, and gives its fields.
 * @param boundTo the keyed hash of the address that its reader has now; null when it is bound to none
 */
export function readAddressToken(
  keyring: Keyring,
  purpose: AddressTokenPurpose,
  token: string,
  now: Instant,
  boundTo: string | null = null,
): ReadAddressToken {
  const parts = partsOf(purpose, token);
  if (parts === null) return { ok: false, reason: 'malformed' };
  const { body, mac, fields, expiresAt } = parts;
  const keys = keyring.keysNamed(body.toString('hex', 1, HEAD_LENGTH), purpose);
  const text = body.toString('latin1');
  const expected = (key: Buffer) => Buffer.from(macOf(key, text, boundTo, mac.length), 'latin1');
  const isOurs = keys.some((key) => timingSafeEqual(mac, expected(key)));
  if (!isOurs) return { ok: false, reason: 'forged' };
  if (expiresAt !== null && now > expiresAt) return { ok: false, reason: 'expired' };
  return { ok: true, fields };
}

/** What a token claims, before anything is checked: to look up the address it must be bound to. Null when it is no token for this. */
export function claimedFields(purpose: AddressTokenPurpose, token: string): readonly number[] | null {
  return partsOf(purpose, token)?.fields ?? null;
}

/** When a token claims to end, to the minute; checked by nobody, like the rest that it claims. Null when it is no token for this, or has no end. */
export function claimedEnd(purpose: AddressTokenPurpose, token: string): Instant | null {
  return partsOf(purpose, token)?.expiresAt ?? null;
}

interface Parts {
  readonly body: Buffer;
  readonly mac: Buffer;
  readonly fields: readonly number[];
  readonly expiresAt: Instant | null;
}

function partsOf(purpose: AddressTokenPurpose, token: string): Parts | null {
  const layout = LAYOUTS[purpose];
  const octets = token.length > LONGEST ? null : fromBase32(token);
  if (octets === null || octets[0] !== VERSION || octets.length < HEAD_LENGTH + layout.mac) return null;
  const body = octets.subarray(0, octets.length - layout.mac);
  const numbers = numbersIn(body.subarray(HEAD_LENGTH));
  if (numbers?.length !== layout.fields + (layout.expires ? 1 : 0)) return null;
  const minute = layout.expires ? numbers.at(-1) : undefined;
  return {
    body,
    mac: octets.subarray(body.length),
    fields: numbers.slice(0, layout.fields),
    expiresAt: minute === undefined ? null : minute * MINUTE,
  };
}

function macOf(key: Buffer, body: string, boundTo: string | null, length: number): string {
  // A hash is written in hexadecimal, so that the NUL is where it ends.
  const mac = createHmac('sha256', key).update(`${boundTo ?? ''}\0${body}`, 'latin1');
  return mac.digest('binary').slice(0, length);
}

/** Not by shifting: numbers may have more than 32 bits. */
function varint(number: number): string {
  let octets = '';
  let rest = number;
  while (rest >= 128) {
    octets += String.fromCharCode((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return octets + String.fromCharCode(rest);
}

/** Null when the last is cut off, or one is 2^53 or more. */
function numbersIn(octets: Buffer): readonly number[] | null {
  const numbers: number[] = [];
  let number = 0;
  let unit = 1;
  for (const octet of octets) {
    number += (octet % 128) * unit;
    if (!Number.isSafeInteger(number)) return null;
    unit *= 128;
    if (octet >= 128) continue;
    numbers.push(number);
    number = 0;
    unit = 1;
  }
  return unit === 1 ? numbers : null;
}
