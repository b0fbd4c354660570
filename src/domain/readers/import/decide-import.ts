import type { Instant } from '../../../core/clock.ts';
import { isFinal, type SuppressionReason } from '../subscriber.ts';
import type { ImportedReader, ImportedState, ImportedSuppression, ImportOutcome } from './imported.ts';

/** What we know of an address before a row about it is read. */
export interface Standing {
  readonly reader: KnownReader | null;
  readonly suppression: SuppressionReason | null;
}

export interface KnownReader {
  readonly kind: 'pending' | 'active' | 'unsubscribed';
  /** When the reader last said yes to us, by pressing the button in our own mail; null when all we have is a list's word. */
  readonly confirmedAt: Instant | null;
}

export const UNKNOWN: Standing = { reader: null, suppression: null };

export interface ImportDecision {
  /** `add`: make a reader as the row says. `activate`, `leave`: change the one there is. */
  readonly reader: 'add' | 'activate' | 'leave' | null;
  readonly suppress: SuppressionReason | null;
  readonly outcome: ImportOutcome;
}

/**
 * What an import does about one row. A list never brings back who has left or must not be mailed. Between two lists, leaving wins, whichever
 * is read first; between a list and what the reader confirmed to us, the later word does, and a list that gives no date is the older.
 */
export function decideImport(row: ImportedReader, standing: Standing): ImportDecision {
  const suppress = newSuppression(row.suppression, standing);
  const { reader, outcome } = decideReader(row.state, standing);
  return { reader, suppress, outcome: suppress === null ? outcome : 'excluded' };
}

/** How the address stands after the decision, for the next row about it. */
export function standingAfter(
  { reader, suppress }: ImportDecision,
  row: ImportedReader,
  before: Standing,
): Standing {
  const suppression = suppress ?? before.suppression;
  const confirmedAt = before.reader?.confirmedAt ?? null;
  switch (reader) {
    case 'add':
      return { reader: row.state === null ? null : { kind: row.state.kind, confirmedAt }, suppression };
    case 'activate':
      return { reader: { kind: 'active', confirmedAt }, suppression };
    case 'leave':
      return { reader: { kind: 'unsubscribed', confirmedAt }, suppression };
    case null:
      return { reader: before.reader, suppression };
  }
}

function newSuppression(found: ImportedSuppression | null, standing: Standing): SuppressionReason | null {
  if (found === null) return null;
  const { reason, at } = found;
  // One that only the author can lift counts more than another; else the first stays, so that two rows do not replace each other for ever.
  if (isFinal(reason)) return isFinal(standing.suppression) ? null : reason;
  return standing.suppression === null && !saidYesSince(standing, at) ? reason : null;
}

type ReaderDecision = Pick<ImportDecision, 'reader' | 'outcome'>;

function decideReader(state: ImportedState | null, standing: Standing): ReaderDecision {
  const known = standing.reader?.kind ?? null;
  if (standing.suppression !== null && known !== 'active') return unchanged('suppressed');
  switch (state?.kind) {
    case undefined:
      return unchanged(standing.suppression === null ? 'known' : 'suppressed');
    case 'active':
      if (standing.suppression !== null) return unchanged('suppressed');
      if (known === null) return { reader: 'add', outcome: 'added' };
      if (known === 'pending') return { reader: 'activate', outcome: 'added' };
      return unchanged(known === 'active' ? 'known' : 'left');
    case 'unsubscribed':
      if (known === null) return { reader: 'add', outcome: 'unsubscribed' };
      if (known === 'unsubscribed') return unchanged('left');
      return saidYesSince(standing, state.at)
        ? unchanged('known')
        : { reader: 'leave', outcome: 'unsubscribed' };
    case 'pending':
      if (known === null) return { reader: 'add', outcome: 'pending' };
      return unchanged(known === 'unsubscribed' ? 'left' : 'known');
  }
}

function unchanged(outcome: ImportOutcome): ReaderDecision {
  return { reader: null, outcome };
}

function saidYesSince({ reader }: Standing, at: Instant | null): boolean {
  if (reader?.kind !== 'active' || reader.confirmedAt === null) return false;
  return at === null || at < reader.confirmedAt;
}
