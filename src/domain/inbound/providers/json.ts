import { type Instant, parseInstant, SECOND } from '../../../core/clock.ts';
import { type EmailAddress, parseEmailAddress } from '../../../core/email-address.ts';

/** An object of somebody else's JSON: any field may be missing, or of another kind than was promised. */
export type Fields = Readonly<Record<string, unknown>>;

/** More than any id or reply has; what is longer is cut. */
const LONGEST_TEXT = 1_000;

/** The JSON in a body; `undefined` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Null when the value is no object. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** An inner object; empty when there is none. */
export function innerOf(fields: Fields, name: string): Fields {
  return fieldsOf(fields[name]) ?? {};
}

/** The objects in a list; none when there is no list. */
export function listOf(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== null) : [];
}

/** A text that is not empty, or a number as one; null otherwise. */
export function textOf(fields: Fields, name: string): string | null {
  const value = fields[name];
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text.slice(0, LONGEST_TEXT) : null;
}

export function addressOf(fields: Fields, name: string): EmailAddress | null {
  const typed = textOf(fields, name);
  const [, bracketed] = /<([^<>]*)>\s*$/.exec(typed ?? '') ?? [];
  const parsed = parseEmailAddress(bracketed ?? typed ?? '');
  return parsed.ok ? parsed.address : null;
}

/** An instant in RFC 3339, with any number of digits behind the second; null when it is none. */
export function instantOf(fields: Fields, name: string): Instant | null {
  return parseInstant((textOf(fields, name) ?? '').replace(/(\.\d{3})\d+/, '$1'));
}

/** An instant in seconds since 1970, perhaps with a fraction; null when it is none. */
export function secondsOf(fields: Fields, name: string): Instant | null {
  const text = textOf(fields, name) ?? '';
  return /^\d{1,11}(\.\d+)?$/.test(text) ? Math.floor(Number(text) * SECOND) : null;
}
