import type { Instant } from '../../../core/clock.ts';
import type { EmailAddress } from '../../../core/email-address.ts';
import type { Consent, Exit, SuppressionReason } from '../subscriber.ts';

/** How a list says a reader stands. `at`: since when; null when it does not say. */
export type ImportedState =
  | { readonly kind: 'active' | 'pending'; readonly at: Instant | null }
  | { readonly kind: 'unsubscribed'; readonly at: Instant | null; readonly how: Exit };

export interface ImportedSuppression {
  readonly reason: SuppressionReason;
  readonly at: Instant | null;
}

/** One row of a list of readers, understood. */
export interface ImportedReader {
  readonly address: EmailAddress;
  /** Keyed hash of the address's unique form. */
  readonly addressHash: string;
  readonly name: string | null;
  /** When the reader came to that list; null when it does not say. */
  readonly createdAt: Instant | null;
  /** Null: the row only says that the address must not be mailed, and no reader is made of it. */
  readonly state: ImportedState | null;
  /** Null: none. One of the two is there. */
  readonly suppression: ImportedSuppression | null;
  readonly consent: Consent;
  /** When the reader confirmed, there; null when the list does not say. */
  readonly confirmedAt: Instant | null;
}

/** What became of a row. */
export type ImportOutcome =
  /** The reader is active now, and was not before. */
  | 'added'
  /** Nothing had to be changed. */
  | 'known'
  /** The reader has left before: nothing was changed. */
  | 'left'
  /** The address must not be mailed: nothing was changed. */
  | 'suppressed'
  /** It is recorded that the reader has left, that the address must not be mailed, or that the reader has yet to confirm. */
  | 'unsubscribed'
  | 'excluded'
  | 'pending';

export type ImportTally = Readonly<Record<ImportOutcome, number>>;

export const NOTHING_IMPORTED: ImportTally = {
  added: 0,
  known: 0,
  left: 0,
  suppressed: 0,
  unsubscribed: 0,
  excluded: 0,
  pending: 0,
};

/** The sum of what has been counted and of these outcomes. */
export function tallied(before: ImportTally, outcomes: readonly ImportOutcome[]): ImportTally {
  const sum = { ...before };
  for (const outcome of outcomes) sum[outcome] += 1;
  return sum;
}
