import { and, asc, count, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import { never } from '../../core/errors.ts';
import type {
  Delivery,
  DeliveryId,
  DeliveryState,
  DeliveryStateKind,
  EditionId,
  Ledger,
} from '../../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { EditionStore } from '../edition-store.ts';
import { required } from './rows.ts';
import { deliveries, editions } from './schema/editions.ts';
import { subscribers } from './schema/readers.ts';
import { COMMON_LANE, type LaneKey } from './schema/relays.ts';
import { waitingLanes } from './schema/waiting.ts';
import type { Session } from './session.ts';

type DeliveryVerbs = Pick<
  EditionStore,
  'nextDeferredAt' | 'somethingWaits' | 'ledger' | 'deliveries' | 'deliveryTo'
>;

/** Reading the ledger. */
export function deliveryVerbs(session: Session): DeliveryVerbs {
  const nextDeferred = nextDeferredStatement(session);
  const waiting = session.client.prepare<[EditionId]>(
    "SELECT 1 FROM deliveries WHERE edition_id = ? AND state IN ('queued', 'sending', 'deferred') LIMIT 1",
  );
  const pageOf = pageStatement(session);
  return {
    nextDeferredAt: async (id) => session.read(() => nextDeferred.get({ id })?.due ?? null),
    somethingWaits: async (id) => session.read(() => waiting.get(id) !== undefined),
    ledger: async (id) => session.read(() => ledger(session, id)),
    deliveries: async (id, state, after, limit) =>
      session.read(() => listed(session, pageOf, id, state, after, limit)),
    deliveryTo: async (id, subscriber) => session.read(() => deliveryTo(session, id, subscriber)),
  };
}

/** The state is written out, as a partial index serves no question that leaves it to a parameter. */
function nextDeferredStatement({ client }: Session) {
  return client.prepare<[{ id: EditionId }], { due: Instant | null }>(
    `SELECT min(due_at) AS due FROM deliveries
     WHERE edition_id = :id AND state = 'deferred' AND lane = 0
       AND EXISTS (SELECT 1 FROM editions WHERE id = :id AND state = 'open')`,
  );
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

function deliveryTo({ db }: Session, id: EditionId, subscriber: SubscriberId): Delivery | null {
  const row = withAddress(db)
    .where(and(eq(deliveries.edition, id), eq(deliveries.subscriber, subscriber)))
    .get();
  return row === undefined ? null : deliveryOf(row.row, row.address);
}

/**
 * Pages are read straight from an index. One edition's deliveries are written in order of their readers, so that for all of
 * its states together the order of readers is that of ids. Those of one state are in that order in each lane.
 */
function listed(
  session: Session,
  pageIn: PageStatement,
  id: EditionId,
  state: DeliveryStateKind | null,
  after: DeliveryId | null,
  limit: number,
): readonly Delivery[] {
  const { db } = session;
  const wanted = state === null ? pageOfAll(db, id, after) : inPage(session, pageIn, id, state, after, limit);
  return withAddress(db)
    .where(wanted)
    .orderBy(state === null ? asc(deliveries.subscriber) : asc(deliveries.id))
    .limit(limit)
    .all()
    .map(({ row, address }) => deliveryOf(row, address));
}

function withAddress(db: Session['db']) {
  return db
    .select({ row: deliveries, address: subscribers.address })
    .from(deliveries)
    .leftJoin(subscribers, eq(subscribers.id, deliveries.subscriber));
}

function pageOfAll(db: Session['db'], id: EditionId, after: DeliveryId | null): SQL | undefined {
  const edition = eq(deliveries.edition, id);
  if (after === null) return edition;
  const last = db
    .select({ subscriber: deliveries.subscriber })
    .from(deliveries)
    .where(eq(deliveries.id, after));
  return and(edition, gt(deliveries.subscriber, sql`${last}`));
}

/** The first few of each lane, as the first few of all are among them. Only what waits can be in another than the common lane. */
function inPage(
  { db }: Session,
  pageIn: PageStatement,
  id: EditionId,
  state: DeliveryStateKind,
  after: DeliveryId | null,
  limit: number,
): SQL {
  const waits = state === 'queued' || state === 'deferred';
  const own = waits
    ? db.select({ lane: waitingLanes.lane }).from(waitingLanes).where(eq(waitingLanes.edition, id)).all()
    : [];
  const ids = [{ lane: COMMON_LANE }, ...own].flatMap(({ lane }) =>
    pageIn.all({ id, state, lane, after: after ?? 0, limit }).map((row) => row.id),
  );
  const first = ids.sort((left, right) => left - right).slice(0, limit);
  return inArray(deliveries.id, first);
}

type PageStatement = ReturnType<typeof pageStatement>;

function pageStatement({ client }: Session) {
  return client.prepare<
    [{ id: EditionId; state: DeliveryStateKind; lane: LaneKey; after: number; limit: number }],
    { id: DeliveryId }
  >(
    `SELECT id FROM deliveries WHERE edition_id = :id AND state = :state AND lane = :lane + 0 AND id > :after
     ORDER BY id LIMIT :limit`,
  );
}

type DeliveryRow = typeof deliveries.$inferSelect;

function deliveryOf(row: DeliveryRow, address: EmailAddress | null): Delivery {
  const { id, edition, subscriber, attempts } = row;
  return { id, edition, subscriber, address, state: stateOf(row), attempts };
}

function stateOf(row: DeliveryRow): DeliveryState {
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
