import { eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { LeaseStore } from '../lease-store.ts';
import { record } from './history.ts';
import { lease } from './schema/sending.ts';
import type { Session } from './session.ts';
import { stateAllows } from './state-lists.ts';

/** The lease: one row that says who may send. */
export function leaseVerbs(session: Session): LeaseStore {
  const orphans = orphanStatements(session);
  const renew = session.client.prepare<[{ holder: string; until: Instant }], { epoch: number }>(
    'UPDATE lease SET until = :until WHERE holder = :holder RETURNING epoch',
  );
  return {
    acquireLease: async (holder, now, durationMs) => {
      const renewed = session.writeAside(() => renew.get({ holder, until: now + durationMs }));
      if (renewed !== undefined) return { epoch: renewed.epoch, orphaned: 0 };
      return session.write(() => acquire(session, orphans, holder, now, durationMs));
    },

    releaseLease: async (holder) =>
      session.write(() => {
        session.db.update(lease).set({ holder: null, until: 0 }).where(eq(lease.holder, holder)).run();
      }),

    leaseHolder: async (now) =>
      session.read(() => {
        const row = session.db.select().from(lease).get();
        if (row === undefined || row.holder === null || row.until <= now) return null;
        return { holder: row.holder, until: row.until };
      }),
  };
}

/** Prepares the question whether an epoch may begin messages now: nobody took over, and it was not given back. */
export function leaseCheck({ client }: Session): (epoch: number) => boolean {
  const current = client.prepare<[number]>('SELECT 1 FROM lease WHERE epoch = ? AND holder IS NOT NULL');
  return (epoch) => current.get(epoch) !== undefined;
}

/** For who does not have it. */
function acquire(
  session: Session,
  orphans: OrphanStatements,
  holder: string,
  now: Instant,
  durationMs: number,
): { epoch: number; orphaned: number } | null {
  const current = session.db.select().from(lease).get();
  if (current !== undefined && current.holder !== null && current.until > now) {
    // An end further off than a whole duration was written by a clock that has gone back since: nobody should wait for it.
    if (current.until > now + durationMs)
      session.db
        .update(lease)
        .set({ until: now + durationMs })
        .run();
    return null;
  }
  return takeOver(session, orphans, holder, (current?.epoch ?? 0) + 1, now, now + durationMs);
}

function takeOver(
  session: Session,
  orphans: OrphanStatements,
  holder: string,
  epoch: number,
  now: Instant,
  until: Instant,
): { epoch: number; orphaned: number } {
  const taken = { holder, epoch, until };
  session.db
    .insert(lease)
    .values({ id: 1, ...taken })
    .onConflictDoUpdate({ target: lease.id, set: taken })
    .run();
  record(session, now, 'lease.taken', epoch, holder);
  orphans.notes.run({ now, epoch });
  const orphaned = orphans.deliveries.run({ now, epoch }).changes + orphans.mails.run({ now, epoch }).changes;
  orphans.repeatable.run({ now, epoch });
  if (orphaned > 0) record(session, now, 'deliveries.orphaned', epoch, String(orphaned));
  return { epoch, orphaned };
}

type OrphanStatements = ReturnType<typeof orphanStatements>;

/** Rows that an older epoch began and never settled: nobody can know whether they were sent. */
function orphanStatements({ client }: Session) {
  type Values = [{ now: Instant; epoch: number }];
  // By edition, as that is how the rows are indexed: a look-up for each, and no index of its own that every message would pay for.
  const begun = `edition_id IN (SELECT id FROM editions) AND ${stateAllows('orphan', 'uncertain')}`;
  return {
    notes: client.prepare<Values>(
      `INSERT INTO delivery_notes (delivery_id, at, from_state, to_state, by)
       SELECT id, :now, state, 'uncertain', 'take-over' FROM deliveries WHERE ${begun} AND epoch < :epoch`,
    ),
    deliveries: client.prepare<Values>(
      `UPDATE deliveries SET state = 'uncertain', state_at = :now WHERE ${begun} AND epoch < :epoch`,
    ),
    mails: client.prepare<Values>(
      "UPDATE single_mails SET state = 'uncertain', state_at = :now WHERE state = 'sending' AND epoch < :epoch AND repeatable = 0",
    ),
    repeatable: client.prepare<Values>(
      "UPDATE single_mails SET state = 'queued', state_at = :now WHERE state = 'sending' AND epoch < :epoch AND repeatable = 1",
    ),
  };
}
