import { and, asc, count, eq, gt, min, type SQL } from 'drizzle-orm';
import { never } from '../../core/errors.ts';
import type {
  Delivery,
  DeliveryId,
  DeliveryState,
  DeliveryStateKind,
  EditionId,
  Ledger,
} from '../../domain/deliveries/delivery.ts';
import type { EditionStore } from '../edition-store.ts';
import { required } from './rows.ts';
import { deliveries, editions } from './schema/editions.ts';
import { subscribers } from './schema/readers.ts';
import type { Session } from './session.ts';

type DeliveryVerbs = Pick<EditionStore, 'nextDeferredAt' | 'ledger' | 'deliveries'>;

/** Reading the ledger. */
export function deliveryVerbs(session: Session): DeliveryVerbs {
  return {
    nextDeferredAt: async (id) => session.read(() => nextDeferredAt(session, id)),
    ledger: async (id) => session.read(() => ledger(session, id)),
    deliveries: async (id, state, after, limit) =>
      session.read(() => listed(session, id, state, after, limit)),
  };
}

function nextDeferredAt({ db }: Session, id: EditionId): number | null {
  const waiting = and(
    eq(deliveries.edition, id),
    eq(deliveries.state, 'deferred'),
    eq(editions.state, 'open'),
  );
  const row = db
    .select({ due: min(deliveries.dueAt) })
    .from(deliveries)
    .innerJoin(editions, eq(editions.id, deliveries.edition))
    .where(waiting)
    .get();
  return row?.due ?? null;
}

/** `audience` was counted when the rows were written, the states are counted now: their sum can really disagree. */
function ledger({ db }: Session, id: EditionId): Ledger {
  const counted = db
    .select({ state: deliveries.state, rows: count() })
    .from(deliveries)
    .where(eq(deliveries.edition, id))
    .groupBy(deliveries.state)
    .all();
  const of = (state: DeliveryStateKind): number => counted.find((group) => group.state === state)?.rows ?? 0;
  const edition = db.select({ audience: editions.audience }).from(editions).where(eq(editions.id, id)).get();
  return {
    audience: edition?.audience ?? 0,
    queued: of('queued'),
    sending: of('sending'),
    deferred: of('deferred'),
    sent: of('sent'),
    failed: of('failed'),
    skipped: of('skipped'),
    uncertain: of('uncertain'),
  };
}

function listed(
  { db }: Session,
  id: EditionId,
  state: DeliveryStateKind | null,
  after: DeliveryId | null,
  limit: number,
): readonly Delivery[] {
  const wanted: SQL[] = [eq(deliveries.edition, id)];
  if (state !== null) wanted.push(eq(deliveries.state, state));
  if (after !== null) wanted.push(gt(deliveries.id, after));
  return db
    .select({ row: deliveries, address: subscribers.address })
    .from(deliveries)
    .innerJoin(subscribers, eq(subscribers.id, deliveries.subscriber))
    .where(and(...wanted))
    .orderBy(asc(deliveries.id))
    .limit(limit)
    .all()
    .map(({ row, address }) => {
      const { id, edition, subscriber, attempts } = row;
      return { id, edition, subscriber, address, state: stateOf(row), attempts };
    });
}

function stateOf(row: typeof deliveries.$inferSelect): DeliveryState {
  const { state: kind, stateAt: at } = row;
  const reply = row.reply ?? '';
  switch (kind) {
    case 'queued':
      return { kind };
    case 'sending':
    case 'uncertain':
      return { kind, since: at };
    case 'sent':
      return { kind, at, reply };
    case 'deferred':
      return { kind, until: required(row.dueAt, 'the due time of a deferred delivery'), reply };
    case 'failed':
      return { kind, at, reason: required(row.failReason, 'the reason of a failed delivery'), reply };
    case 'skipped':
      return { kind, at, reason: required(row.skipReason, 'the reason of a skipped delivery') };
    default:
      return never(kind);
  }
}
