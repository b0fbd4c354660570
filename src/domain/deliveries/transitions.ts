import type { DeliveryStateKind } from './delivery.ts';

/** What may change the state of a delivery. */
export type Cause =
  /** The send engine commits that it will hand the message over. */
  | 'begin'
  /** The reader left or was suppressed before that. */
  | 'skip'
  /** What became of a begun message; `skipped` when it would have to wait, but its edition was cancelled meanwhile. */
  | 'settle'
  /** The same, by its own worker, after the row had been given up as uncertain. */
  | 'late-settle'
  /** A take-over finds the row as a dead worker left it. */
  | 'orphan'
  /** The author cancelled the edition. */
  | 'cancel'
  /** The author's word: try again. */
  | 'retry'
  /** The author's word: it was sent. */
  | 'resolve-sent'
  /** The author's word: send it again. */
  | 'resolve-resend'
  /** Something proves what became of it. */
  | 'evidence';

type Transitions = Readonly<Partial<Record<DeliveryStateKind, readonly DeliveryStateKind[]>>>;

/** Every change that a delivery may go through, and what may cause it: the one table of the ledger's transitions. */
const TRANSITIONS: Readonly<Record<Cause, Transitions>> = {
  begin: { queued: ['sending'], deferred: ['sending'] },
  skip: { queued: ['skipped'], deferred: ['skipped'] },
  settle: { sending: ['sent', 'deferred', 'failed', 'uncertain', 'queued', 'skipped'] },
  'late-settle': { uncertain: ['sent', 'deferred', 'failed', 'queued', 'skipped'] },
  orphan: { sending: ['uncertain'] },
  cancel: { queued: ['skipped'], deferred: ['skipped'] },
  retry: { failed: ['queued'] },
  'resolve-sent': { uncertain: ['sent'] },
  'resolve-resend': { uncertain: ['queued'] },
  evidence: { uncertain: ['sent', 'queued'] },
};

export const CAUSES = Object.keys(TRANSITIONS) as readonly Cause[];

export const DELIVERY_STATES: readonly DeliveryStateKind[] = [
  'queued',
  'sending',
  'sent',
  'deferred',
  'failed',
  'skipped',
  'uncertain',
];

export function mayBecome(cause: Cause, from: DeliveryStateKind, to: DeliveryStateKind): boolean {
  return TRANSITIONS[cause][from]?.includes(to) ?? false;
}

/** The states that this cause may lead away from, to that one. */
export function statesBefore(cause: Cause, to: DeliveryStateKind): readonly DeliveryStateKind[] {
  return DELIVERY_STATES.filter((from) => mayBecome(cause, from, to));
}
