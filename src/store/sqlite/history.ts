import { asc, desc, inArray } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { StoredEvent } from '../store.ts';
import { events } from './schema/history.ts';
import { preparedOnce, type Session } from './session.ts';

/** Something that happened. The list is closed: `events` shows them and people search for them. */
export type EventKind =
  | 'begin.from'
  | 'slot.skipped'
  | 'slot.missed'
  | 'slot.published'
  | 'post.published'
  | 'post.revised'
  | 'post.withdrawn'
  | 'post.earlier'
  | 'post.forgotten'
  | 'edition.pending'
  | 'edition.held'
  | 'edition.approved'
  | 'edition.opening'
  | 'edition.open'
  | 'edition.paused'
  | 'edition.resumed'
  | 'edition.retried'
  | 'edition.resolved'
  | 'edition.reopened'
  | 'edition.complete'
  | 'edition.cancelled'
  | 'subscriber.pending'
  | 'subscriber.confirmed'
  | 'subscriber.unsubscribed'
  | 'subscriber.returned'
  | 'subscriber.imported'
  | 'subscriber.erased'
  | 'subscriber.preferences'
  | 'subscriber.followed'
  | 'subscriber.unfollowed'
  | 'subscriber.series-complete'
  | 'subscriber.address-asked'
  | 'subscriber.address-changed'
  | 'subscriber.bounced'
  | 'subscriber.expired'
  | 'subscriber.left-because'
  | 'inbound.applied'
  | 'doors.shut'
  | 'doors.opened'
  | 'suppression.added'
  | 'suppression.lifted'
  | 'addresses.rehashed'
  | 'relay.trouble'
  | 'relay.recovered'
  | 'lease.taken'
  | 'deliveries.orphaned';

/**
 * Writes one line of history, inside the caller's transaction. `subject` and `detail` never hold an address.
 * @returns the event's id, which orders it against all others whatever the clock does
 */
export function record(
  session: Session,
  at: Instant,
  kind: EventKind,
  subject: string | number,
  detail: string | null = null,
): number {
  const row = { at, kind, subject: String(subject), detail };
  return Number(insertOf(session).run(row).lastInsertRowid);
}

const insertOf = preparedOnce(({ client }) =>
  client.prepare<[{ at: Instant; kind: EventKind; subject: string; detail: string | null }]>(
    'INSERT INTO events (at, kind, subject, detail) VALUES (:at, :kind, :subject, :detail)',
  ),
);

/** The last `limit` events, newest first. */
export function recentEvents(session: Session, limit: number): readonly StoredEvent[] {
  const { at, kind, subject, detail } = events;
  return session.db
    .select({ at, kind, subject, detail })
    .from(events)
    .orderBy(desc(events.id))
    .limit(limit)
    .all();
}

/** All events about these subjects, in their order. */
export function eventsAbout(session: Session, subjects: readonly string[]): readonly StoredEvent[] {
  const { id, at, kind, subject, detail } = events;
  return session.db
    .select({ at, kind, subject, detail })
    .from(events)
    .where(inArray(subject, subjects))
    .orderBy(asc(id))
    .all();
}
