import { never } from '../../core/errors.ts';
import type { Subscriber, SubscriberState } from '../../domain/readers/subscriber.ts';
import { required } from './rows.ts';
import type { subscribers } from './schema/readers.ts';

export type SubscriberRow = typeof subscribers.$inferSelect;

/** The reader in a row; null when there is no row, or nobody in it any more (erased). */
export function subscriberOf(row: SubscriberRow | undefined): Subscriber | null {
  if (row === undefined || row.state === 'erased') return null;
  const { id, name, createdAt } = row;
  return {
    id,
    address: required(row.address, 'the address of a reader'),
    name,
    state: stateOf(row.state, row),
    createdAt,
  };
}

function stateOf(kind: 'pending' | 'active' | 'unsubscribed', row: SubscriberRow): SubscriberState {
  switch (kind) {
    case 'pending':
    case 'active':
      return { kind, since: row.stateAt };
    case 'unsubscribed':
      return { kind, since: row.stateAt, how: required(row.leftHow, 'how a reader left') };
    default:
      return never(kind);
  }
}
