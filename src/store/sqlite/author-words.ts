import { and, eq, inArray } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EditionId } from '../../domain/deliveries/delivery.ts';
import type { EditionStore } from '../edition-store.ts';
import { changed } from './editions.ts';
import { editions } from './schema/editions.ts';
import { waitingLanes } from './schema/waiting.ts';
import type { Session } from './session.ts';
import { stateAllows } from './state-lists.ts';

type AuthorVerbs = Pick<EditionStore, 'pauseEdition' | 'resumeEdition' | 'cancelEdition' | 'skipCancelled'>;

/** What the author, or the breaker on the author's behalf, may say about an edition that is under way. */
export function authorVerbs(session: Session): AuthorVerbs {
  const skip = skipStatement(session);
  return {
    pauseEdition: async (id, by, why, at) => session.write(() => pause(session, id, by, why, at)),
    resumeEdition: async (id, at) => session.write(() => resume(session, id, at)),
    cancelEdition: async (id, at) => session.write(() => cancel(session, id, at)),
    skipCancelled: async (id, limit, at) => session.write(() => skipCancelled(session, skip, id, limit, at)),
  };
}

function pause(
  session: Session,
  id: EditionId,
  by: 'author' | 'breaker',
  why: string | null,
  at: Instant,
): boolean {
  const change = { state: 'paused', stateAt: at, pausedBy: by, pausedWhy: why } as const;
  const open = and(eq(editions.id, id), eq(editions.state, 'open'));
  const rows = session.db.update(editions).set(change).where(open).returning().all();
  return changed(session, 'edition.paused', at, rows, why === null ? by : `${by}: ${why}`);
}

function resume(session: Session, id: EditionId, at: Instant): boolean {
  const change = { state: 'open', stateAt: at, ...NOT_PAUSED } as const;
  const paused = and(eq(editions.id, id), eq(editions.state, 'paused'));
  return changed(
    session,
    'edition.resumed',
    at,
    session.db.update(editions).set(change).where(paused).returning().all(),
  );
}

const NOT_PAUSED = { pausedBy: null, pausedWhy: null } as const;

function cancel(session: Session, id: EditionId, at: Instant): boolean {
  const change = { state: 'cancelled', stateAt: at, ...NOT_PAUSED } as const;
  const unfinished = and(
    eq(editions.id, id),
    inArray(editions.state, ['pending', 'held', 'opening', 'open', 'paused']),
  );
  return changed(
    session,
    'edition.cancelled',
    at,
    session.db.update(editions).set(change).where(unfinished).returning().all(),
    'author',
  );
}

/** Its lanes go with the last rows. */
function skipCancelled(
  { db }: Session,
  skip: SkipStatement,
  id: EditionId,
  limit: number,
  at: Instant,
): number {
  const { changes } = skip.run({ id, limit, at });
  if (changes === 0) {
    const cancelled = db
      .select({ id: editions.id })
      .from(editions)
      .where(and(eq(editions.id, id), eq(editions.state, 'cancelled')));
    db.delete(waitingLanes).where(inArray(waitingLanes.edition, cancelled)).run();
  }
  return changes;
}

type SkipStatement = ReturnType<typeof skipStatement>;

function skipStatement({ client }: Session) {
  return client.prepare<[{ id: EditionId; limit: number; at: Instant }]>(
    `UPDATE deliveries SET state = 'skipped', skip_reason = 'cancelled', state_at = :at, due_at = NULL, lane = 0
     WHERE id IN (
       SELECT d.id FROM deliveries d
       WHERE d.edition_id = :id AND ${stateAllows('cancel', 'skipped', 'd.state')}
         AND EXISTS (SELECT 1 FROM editions e WHERE e.id = :id AND e.state = 'cancelled')
       LIMIT :limit)`,
  );
}
