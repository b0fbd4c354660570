import type { DeliveryStateKind, Ledger } from './delivery.ts';

/** In the order in which a delivery goes through them. */
export const LEDGER_STATES: readonly DeliveryStateKind[] = [
  'queued',
  'sending',
  'deferred',
  'sent',
  'failed',
  'skipped',
  'uncertain',
];

/** audience = queued + sending + deferred + sent + failed + skipped + uncertain */
export function addsUp(sum: Ledger): boolean {
  return sum.audience === LEDGER_STATES.reduce((total, state) => total + sum[state], 0);
}
