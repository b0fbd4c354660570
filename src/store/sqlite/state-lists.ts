import type { DeliveryStateKind } from '../../domain/deliveries/delivery.ts';
import { type Cause, statesBefore } from '../../domain/deliveries/transitions.ts';

/** The SQL condition that a delivery's state allows this change: the domain's table of transitions, as SQL. */
export function stateIn(cause: Cause, to: DeliveryStateKind): string {
  const states = statesBefore(cause, to).map((state) => `'${state}'`);
  // A partial index serves only the very words of its condition.
  return states.length === 1 ? `state = ${states[0]}` : `state IN (${states.join(', ')})`;
}
