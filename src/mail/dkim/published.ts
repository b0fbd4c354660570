import { createPublicKey } from 'node:crypto';
import type { DkimKey } from './keys.ts';
import { readRecord } from './record.ts';

/** What DNS has for one of our keys. */
export type Published =
  | { readonly kind: 'right' }
  | { readonly kind: 'missing' }
  /** There may be one record a name; with several, receivers take any (RFC 6376 3.6.2.2). */
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'other-key' }
  /** Ours, but marked as a test (`t=y`). */
  | { readonly kind: 'testing' };

/** Holds the TXT records found under a key's name against the key. */
export function judgeRecords(key: DkimKey, texts: readonly string[]): Published {
  const [text, ...others] = texts;
  if (text === undefined) return { kind: 'missing' };
  if (others.length > 0) return { kind: 'several', count: texts.length };
  const published = readRecord(text);
  if (typeof published === 'string') return { kind: 'unusable', why: published };
  if (published.publicKey === null) return { kind: 'revoked' };
  if (!published.publicKey.equals(createPublicKey(key.privateKey))) return { kind: 'other-key' };
  return { kind: published.testing ? 'testing' : 'right' };
}
