import type { Settlement } from '../../domain/deliveries/delivery.ts';

/** Settlements as the JSON that one statement settles them from; what a state does not have is null. */
export function settlementRows(
  settlements: readonly { readonly id: number; readonly settlement: Settlement }[],
): string {
  return JSON.stringify(settlements.map(({ id, settlement }) => ({ id, ...settlement })));
}
