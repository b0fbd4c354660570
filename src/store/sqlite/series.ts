import { and, asc, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EditionId } from '../../domain/deliveries/delivery.ts';
import type { Following, ReaderPart } from '../../domain/readers/following.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { SeriesSlot } from '../../domain/schedule/series-slot.ts';
import type { DuePart, SeriesStore } from '../series-store.ts';
import { record } from './history.ts';
import { deliveries, editions, seriesEditions } from './schema/editions.ts';
import { publications } from './schema/publications.ts';
import { followings } from './schema/readers.ts';
import { letOut, nextPartOf, onListOf, recentEditions, underWay, wasResent } from './series-parts.ts';
import type { Session } from './session.ts';

/** Who follows which series, and which part is whose next. */
export function seriesVerbs(session: Session): SeriesStore {
  const { client } = session;
  const due = dueParts(session);
  // CROSS JOIN: from those who follow it to their state.
  const followers = client
    .prepare<[string], number>(
      `SELECT count(*) FROM followings f CROSS JOIN subscribers s ON s.id = f.subscriber_id
       WHERE f.series = ? AND f.ended_event IS NULL AND s.state = 'active'`,
    )
    .pluck();
  const finished = client.prepare<
    [{ series: string; limit: number }],
    { began: number; reader: SubscriberId }
  >(
    `SELECT f.began_event AS began, f.subscriber_id AS reader FROM followings f
     WHERE f.series = :series AND f.ended_event IS NULL AND ${nextPartOf('f.subscriber_id', 'f.series')} IS NULL LIMIT :limit`,
  );
  return {
    followingsOf: async (id) => session.read(() => followingsIn(session, id)),
    readerPartsOf: async (id) => session.read(() => partsTo(session, id)),
    seriesPartsDue: due,
    seriesSlotOf: async (id) => session.read(() => slotOf(session, id)),
    followedAtFreeze: async (edition, reader) => session.read(() => followedAt(session, edition, reader)),
    countFollowers: async (series) => session.read(() => followers.get(series) ?? 0),
    endFinishedFollowings: async (series, limit, at) => {
      // Asked every minute: it writes, and makes others wait, only when there is something to write.
      if (session.read(() => finished.get({ series, limit: 1 })) === undefined) return 0;
      return session.write(() => {
        const rows = finished.all({ series, limit });
        for (const { began, reader } of rows) {
          const event = record(session, at, 'subscriber.series-complete', reader, series);
          end(session, eq(followings.began, began), { event, at, why: 'complete' });
        }
        return rows.length;
      });
    },
  };
}

/** What a reader asked for, with what is over. */
export function followingsIn({ db }: Session, id: SubscriberId): readonly Following[] {
  return db
    .select()
    .from(followings)
    .where(eq(followings.subscriber, id))
    .orderBy(asc(followings.began))
    .all()
    .map(({ series, beganAt, endedAt, endedWhy }) => ({
      series,
      since: beganAt,
      ended: endedAt === null || endedWhy === null ? null : { at: endedAt, why: endedWhy },
    }));
}

/** From now on the reader follows exactly these. Whether that is a change. */
export function follow(session: Session, id: SubscriberId, wanted: readonly string[], at: Instant): boolean {
  const { db } = session;
  const open = db.select().from(followings).where(openOf(id)).all();
  const over = open.filter(({ series }) => !wanted.includes(series));
  const fresh = wanted.filter((series) => !open.some((row) => row.series === series));
  for (const { began, series } of over) {
    const event = record(session, at, 'subscriber.unfollowed', id, series);
    // What no list was frozen under is never asked for again: so there are no more rows than editions, however often a reader saves.
    const frozenUnder = db.select().from(editions).where(gt(editions.cutOff, began)).limit(1).get();
    if (frozenUnder === undefined) db.delete(followings).where(eq(followings.began, began)).run();
    else end(session, eq(followings.began, began), { event, at, why: 'reader' });
  }
  for (const series of fresh) {
    const began = record(session, at, 'subscriber.followed', id, series);
    db.insert(followings).values({ began, subscriber: id, series, beganAt: at }).run();
  }
  return over.length + fresh.length > 0;
}

/** Who leaves follows nothing any more, since the event of leaving. */
export function endFollowings(session: Session, id: SubscriberId, event: number, at: Instant): void {
  end(session, openOf(id), { event, at, why: 'left' });
}

/** Undo: what the event of leaving had ended goes on as if it had not happened. */
export function resumeFollowings({ db }: Session, id: SubscriberId, leaving: number): void {
  db.update(followings)
    .set({ ended: null, endedAt: null, endedWhy: null })
    .where(and(eq(followings.subscriber, id), eq(followings.ended, leaving), eq(followings.endedWhy, 'left')))
    .run();
}

function openOf(id: SubscriberId) {
  return and(eq(followings.subscriber, id), isNull(followings.ended));
}

function end(
  { db }: Session,
  which: ReturnType<typeof and>,
  {
    event,
    at,
    why,
  }: { readonly event: number; readonly at: Instant; readonly why: 'reader' | 'left' | 'complete' },
): void {
  db.update(followings).set({ ended: event, endedAt: at, endedWhy: why }).where(which).run();
}

function partsTo({ db }: Session, id: SubscriberId): readonly (ReaderPart & { title: string })[] {
  const { series, part, topic, title, withdrawnAt } = publications;
  const own = and(eq(deliveries.topic, topic), eq(deliveries.subscriber, id));
  const resent = sql<0 | 1>`${sql.raw(wasResent('deliveries.id'))}`;
  return db
    .select({ series, part, topic, title, state: deliveries.state, edition: editions.kind, resent })
    .from(publications)
    .leftJoin(deliveries, own)
    .leftJoin(editions, eq(editions.id, deliveries.edition))
    .where(
      and(isNotNull(series), isNotNull(part), isNull(withdrawnAt), sql.raw(letOut('publications.topic'))),
    )
    .orderBy(series, part, topic)
    .all()
    .flatMap(({ series: of, part: number, state, edition, resent: again, ...post }) =>
      of === null || number === null
        ? []
        : [
            {
              ...post,
              series: of,
              part: number,
              copy: state === null || edition === null ? null : { state, edition, resent: again === 1 },
            },
          ],
    );
}

function slotOf({ db }: Session, id: EditionId): Awaited<ReturnType<SeriesStore['seriesSlotOf']>> {
  const { series, slotAt, tooSoonAfter, edition } = seriesEditions;
  const row = db
    .select({ series, at: slotAt, tooSoonAfter, date: editions.slot })
    .from(seriesEditions)
    .innerJoin(editions, eq(editions.id, edition))
    .where(eq(edition, id))
    .get();
  return row === undefined || row.date === null ? null : { ...row, date: row.date };
}

function followedAt(
  { db }: Session,
  edition: EditionId,
  reader: SubscriberId,
): Awaited<ReturnType<SeriesStore['followedAtFreeze']>> {
  const frozen = db
    .select({ series: seriesEditions.series, slotAt: seriesEditions.slotAt, cutOff: editions.cutOff })
    .from(seriesEditions)
    .innerJoin(editions, eq(editions.id, seriesEditions.edition))
    .where(eq(editions.id, edition))
    .get();
  if (frozen === undefined || frozen.cutOff === null) return null;
  const held = and(
    eq(followings.subscriber, reader),
    eq(followings.series, frozen.series),
    lt(followings.began, frozen.cutOff),
    or(isNull(followings.ended), gt(followings.ended, frozen.cutOff)),
  );
  const row = db.select().from(followings).where(held).get();
  if (row === undefined) return 'no';
  return row.beganAt <= frozen.slotAt ? 'yes' : 'since-later';
}

/** Asked every minute of a slot's first days; while the database is as it was, the answer is too. */
function dueParts(session: Session): SeriesStore['seriesPartsDue'] {
  const statement = session.client.prepare<[SeriesSlot & { readonly missing: string }], DuePart>(DUE);
  let known: { readonly at: number; readonly asked: string; readonly parts: readonly DuePart[] } | null =
    null;
  return async (slot, missing) => {
    const terms = { ...slot, missing: JSON.stringify(Object.fromEntries(missing)) };
    const asked = JSON.stringify(terms);
    // Read first: what changes in between is asked for once more, and never missed.
    const at = session.revision();
    if (known?.at !== at || known.asked !== asked)
      known = { at, asked, parts: session.read(() => statement.all(terms)) };
    return known.parts;
  };
}

/** CROSS JOIN: from the few who follow a series to all else. */
const DUE = `
  WITH next AS MATERIALIZED (
    SELECT f.subscriber_id AS reader, ${nextPartOf('f.subscriber_id', 'f.series')} AS topic
    FROM followings f CROSS JOIN subscribers s ON s.id = f.subscriber_id
      LEFT JOIN suppressions x ON x.address_hash = s.address_hash
      LEFT JOIN preferences p ON p.event = (SELECT max(v.event) FROM preferences v WHERE v.subscriber_id = s.id)
    WHERE f.ended_event IS NULL AND f.began_at <= :at AND s.state = 'active' AND x.event IS NULL
      AND ifnull(p.paused_until, 0) <= :at
      AND NOT ${onListOf('s.id', recentEditions('f.series'))})
  SELECT DISTINCT t.topic, t.series, t.title
  FROM next n CROSS JOIN publications t ON t.topic = n.topic
  WHERE NOT ${underWay('n.reader', 'n.topic')}
    AND t.part < ifnull((SELECT m.value FROM json_each(:missing) m WHERE m.key = t.series), t.part + 1)
    AND (t.earlier_since < :at OR EXISTS (SELECT 1 FROM editions e WHERE e.key = 'regular:' || t.topic AND e.opened_at < :at))
    AND NOT EXISTS (SELECT 1 FROM editions e WHERE e.topic = t.topic AND e.kind = 'series' AND NOT e.test
      AND (e.slot = :date OR e.state IN ('pending', 'held', 'opening')))
  ORDER BY t.series, t.part, t.topic`;
