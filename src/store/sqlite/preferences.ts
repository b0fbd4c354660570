import { and, desc, eq, gt, lt, notExists, sql } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EditionId } from '../../domain/deliveries/delivery.ts';
import { changedPreferences, PLAIN_PREFERENCES, type Preferences } from '../../domain/readers/preferences.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { PreferenceStore } from '../preference-store.ts';
import { record } from './history.ts';
import { editions, seriesEditions } from './schema/editions.ts';
import { events } from './schema/history.ts';
import { preferences, subscribers } from './schema/readers.ts';
import { endFollowings, follow } from './series.ts';
import type { Session } from './session.ts';

type PreferenceVerbs = Pick<
  PreferenceStore,
  'preferencesOf' | 'savePreferences' | 'someoneTakesDigest' | 'preferencesAtFreeze'
>;

type PreferenceRow = typeof preferences.$inferSelect;

/** On which terms readers stay, since which event. */
export function preferenceVerbs(session: Session): PreferenceVerbs {
  // CROSS JOIN: from the few who take the digest to their state, and not through all who are active.
  const takesDigest = session.client.prepare(
    `SELECT 1 FROM preferences p CROSS JOIN subscribers s ON s.id = p.subscriber_id
     WHERE p.rhythm = 'monthly-digest' AND s.state = 'active'
       AND p.event = (SELECT max(v.event) FROM preferences v WHERE v.subscriber_id = p.subscriber_id) LIMIT 1`,
  );
  return {
    preferencesOf: async (id) => session.read(() => preferencesIn(latest(session, id))),
    savePreferences: async (id, wanted, at) => session.write(() => save(session, id, wanted, at)),
    someoneTakesDigest: async () => session.read(() => takesDigest.get() !== undefined),
    preferencesAtFreeze: async (edition, reader) => session.read(() => atFreeze(session, edition, reader)),
  };
}

/** Who comes back by a fresh opt-in gets what the form promised, and not what they wished for before they left. */
export function forgetTerms(session: Session, id: SubscriberId, event: number, at: Instant): void {
  endFollowings(session, id, event, at);
  const known = latest(session, id);
  if (known === undefined) return;
  if (changedPreferences(preferencesIn(known), PLAIN_PREFERENCES).length > 0)
    replace(session, known, { event, subscriber: id, at, ...PLAIN_PREFERENCES });
}

function save(
  session: Session,
  id: SubscriberId,
  { name, following, ...wanted }: Parameters<PreferenceStore['savePreferences']>[1],
  at: Instant,
): 'saved' | 'unchanged' | 'unknown' {
  const reader = session.db.select().from(subscribers).where(eq(subscribers.id, id)).get();
  if (reader === undefined || reader.state === 'erased') return 'unknown';
  const known = latest(session, id);
  const changed = changedPreferences(preferencesIn(known), wanted);
  const named = reader.name !== name;
  // Who has left follows nothing: Undo brings back what they followed then.
  const follows = following !== undefined && reader.state === 'active';
  const followed = follows && follow(session, id, following, at);
  if (changed.length === 0 && !named) return followed ? 'saved' : 'unchanged';
  const detail = [...(named ? ['name'] : []), ...changed].join(', ');
  const event = record(session, at, 'subscriber.preferences', id, detail);
  if (named) session.db.update(subscribers).set({ name }).where(eq(subscribers.id, id)).run();
  if (changed.length > 0) replace(session, known, { event, subscriber: id, at, ...wanted });
  return 'saved';
}

/** What no list was frozen under is never asked for again: so there are no more rows than editions, however often a reader saves. */
function replace({ db }: Session, known: PreferenceRow | undefined, next: PreferenceRow): void {
  if (known !== undefined) {
    const frozenUnder = db.select({ id: editions.id }).from(editions).where(gt(editions.cutOff, known.event));
    db.delete(preferences)
      .where(and(eq(preferences.event, known.event), notExists(frozenUnder)))
      .run();
  }
  db.insert(preferences).values(next).run();
}

function latest(
  { db }: Session,
  id: SubscriberId,
  before = Number.MAX_SAFE_INTEGER,
): PreferenceRow | undefined {
  return db
    .select()
    .from(preferences)
    .where(and(eq(preferences.subscriber, id), lt(preferences.event, before)))
    .orderBy(desc(preferences.event))
    .limit(1)
    .get();
}

/** Plain ones where there is no row. */
export function preferencesIn(row: PreferenceRow | undefined): Preferences {
  if (row === undefined) return PLAIN_PREFERENCES;
  const { tracks, pausedUntil, rhythm } = row;
  return { tracks, pausedUntil, rhythm };
}

function atFreeze(
  session: Session,
  edition: EditionId,
  reader: SubscriberId,
): Awaited<ReturnType<PreferenceStore['preferencesAtFreeze']>> {
  const { kind, track, cutOff } = editions;
  const frozen = session.db
    .select({ kind, track, cutOff, at: sql<Instant>`ifnull(${seriesEditions.slotAt}, ${events.at})` })
    .from(editions)
    .innerJoin(events, eq(events.id, cutOff))
    .leftJoin(seriesEditions, eq(seriesEditions.edition, editions.id))
    .where(eq(editions.id, edition))
    .get();
  if (frozen === undefined || frozen.cutOff === null) return null;
  const wasActive = and(
    eq(subscribers.id, reader),
    lt(subscribers.activeSince, frozen.cutOff),
    sql`(${subscribers.state} = 'active' OR ${subscribers.activeUntil} > ${frozen.cutOff})`,
  );
  if (session.db.select({ id: subscribers.id }).from(subscribers).where(wasActive).get() === undefined)
    return null;
  return {
    preferences: preferencesIn(latest(session, reader, frozen.cutOff)),
    frozen: { kind: frozen.kind, track: frozen.track, at: frozen.at },
  };
}
