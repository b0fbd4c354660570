import type { DeliveryStateKind, EditionState, Settlement } from './delivery.ts';
import { type Cause, mayBecome } from './transitions.ts';

/** What a row becomes when its outcome is written down: the outcome itself, or `skipped` as its edition was cancelled. */
export type SettledAs = Settlement | { readonly kind: 'skipped'; readonly reply: string | null };

/**
 * What becomes of a row by an outcome; null when it is left alone: it was settled before, or the answer comes too late.
 *
 * Nothing waits in a cancelled edition: what would have to is `skipped`, so that its ledger comes to rest. A late answer does
 * not make a complete edition wait again: the row stays `uncertain`, for the author to resolve.
 */
export function settledAs(
  settlement: Settlement,
  from: DeliveryStateKind,
  edition: EditionState['kind'],
): SettledAs | null {
  const cause: Cause = from === 'sending' ? 'settle' : 'late-settle';
  const waits = settlement.kind === 'queued' || settlement.kind === 'deferred';
  if (waits && edition === 'cancelled') {
    const reply = settlement.kind === 'deferred' ? settlement.reply : null;
    return mayBecome(cause, from, 'skipped') ? { kind: 'skipped', reply } : null;
  }
  if (waits && edition === 'complete') return null;
  return mayBecome(cause, from, settlement.kind) ? settlement : null;
}
