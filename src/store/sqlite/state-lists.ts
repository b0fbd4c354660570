import type { DeliveryStateKind } from '../../domain/deliveries/delivery.ts';
import { type Cause, statesBefore } from '../../domain/deliveries/transitions.ts';

/**
 * The SQL condition that a delivery's state allows this change: the domain's table of transitions, as SQL. Written with OR, which
 * an index serves as well as IN, and which needs no table of its own at each execution.
 * @param column as the statement calls it
 */
export function stateAllows(cause: Cause, to: DeliveryStateKind, column = 'state'): string {
  const states = statesBefore(cause, to).map((state) => `${column} = '${state}'`);
  return states.length === 1 ? states.join() : `(${states.join(' OR ')})`;
}
