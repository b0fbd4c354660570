import { and, desc, eq, inArray, notExists } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import type { Edition, EditionId, EditionState } from '../../domain/deliveries/delivery.ts';
import type { NewSingleMail } from '../../domain/deliveries/single-mail.ts';
import type { EditionStore } from '../edition-store.ts';
import { type EventKind, record } from './history.ts';
import { required } from './rows.ts';
import { deliveries, editions } from './schema/editions.ts';
import type { Session } from './session.ts';
import { enqueue } from './single-mails.ts';

type EditionVerbs = Pick<
  EditionStore,
  'editions' | 'editionByKey' | 'editionById' | 'holdEdition' | 'approveEdition' | 'completeEdition'
>;

export type EditionRow = typeof editions.$inferSelect;

/** An edition's life from the quiet period to the last settled delivery, but for its opening (`opening.ts`). */
export function editionVerbs(session: Session): EditionVerbs {
  const { db } = session;
  const rows = db.select().from(editions).orderBy(desc(editions.id)).prepare();
  const all = session.kept(() => rows.all().map(editionOf));
  return {
    editions: async () => all(),
    editionByKey: async (key) =>
      session.read(() => found(db.select().from(editions).where(eq(editions.key, key)).get())),
    editionById: async (id) =>
      session.read(() => found(db.select().from(editions).where(eq(editions.id, id)).get())),
    holdEdition: async (id, at) => session.write(() => hold(session, id, at)),
    approveEdition: async (id, hash, sendNow, at) =>
      session.write(() => approve(session, id, hash, sendNow, at)),
    completeEdition: async (id, notice, at) => session.write(() => complete(session, id, notice, at)),
  };
}

/** Holding takes back an earlier yes: what was said before the author had doubts must not send it. */
function hold(session: Session, id: EditionId, at: Instant): boolean {
  const change = {
    state: 'held',
    stateAt: at,
    approvedAt: null,
    approvedHash: null,
    sendNow: false,
  } as const;
  const pending = and(eq(editions.id, id), eq(editions.state, 'pending'));
  return changed(
    session,
    'edition.held',
    at,
    session.db.update(editions).set(change).where(pending).returning().all(),
  );
}

function approve(session: Session, id: EditionId, hash: string, sendNow: boolean, at: Instant): boolean {
  const change = { state: 'pending', stateAt: at, approvedAt: at, approvedHash: hash, sendNow } as const;
  const waiting = and(eq(editions.id, id), inArray(editions.state, ['pending', 'held']));
  const rows = session.db.update(editions).set(change).where(waiting).returning().all();
  return changed(session, 'edition.approved', at, rows, sendNow ? 'send now' : null);
}

function complete(session: Session, id: EditionId, notice: NewSingleMail | null, at: Instant): boolean {
  const { db } = session;
  const waiting = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.edition, id), inArray(deliveries.state, ['queued', 'sending', 'deferred'])));
  const done = and(eq(editions.id, id), eq(editions.state, 'open'), notExists(waiting));
  const rows = db.update(editions).set({ state: 'complete', stateAt: at }).where(done).returning().all();
  if (rows.length > 0 && notice !== null) enqueue(session, notice, at);
  return changed(session, 'edition.complete', at, rows);
}

/** Writes a line of history for each row that was changed. Whether any was. */
export function changed(
  session: Session,
  kind: EventKind,
  at: Instant,
  rows: readonly EditionRow[],
  detail: string | null = null,
): boolean {
  for (const { key } of rows) record(session, at, kind, key, detail);
  return rows.length > 0;
}

function found(row: EditionRow | undefined): Edition | null {
  return row === undefined ? null : editionOf(row);
}

function editionOf(row: EditionRow): Edition {
  const {
    id,
    kind,
    key,
    topic,
    slot,
    publishedAt,
    sendNow,
    subject,
    openedAt,
    test,
    approvedAt,
    approvedHash,
  } = row;
  const approved =
    approvedAt === null || approvedHash === null ? null : { at: approvedAt, hash: approvedHash };
  return {
    id,
    kind,
    key,
    topic,
    slot,
    publishedAt,
    state: stateOf(row),
    approved,
    sendNow,
    subject,
    openedAt,
    test,
  };
}

function stateOf({ state, stateAt, pausedBy, pausedWhy }: EditionRow): EditionState {
  switch (state) {
    case 'pending':
      return { kind: state };
    case 'held':
    case 'opening':
    case 'open':
      return { kind: state, since: stateAt };
    case 'paused':
      return {
        kind: state,
        since: stateAt,
        by: required(pausedBy, 'who paused an edition'),
        why: pausedWhy,
      };
    case 'complete':
    case 'cancelled':
      return { kind: state, at: stateAt };
    default:
      return never(state);
  }
}
