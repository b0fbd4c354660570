import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { TopicId } from '../../domain/calendar/calendar.ts';
import type {
  NewPublication,
  Publication,
  PublicationContent,
  PublicationStore,
} from '../publication-store.ts';
import { record } from './history.ts';
import { editions } from './schema/editions.ts';
import { publications } from './schema/publications.ts';
import type { Session } from './session.ts';

type PublicationVerbs = Pick<PublicationStore, 'publish' | 'revise' | 'withdraw' | 'publications'>;

/** Posts coming out, changing and going. */
export function publicationVerbs(session: Session): PublicationVerbs {
  const useUp = slotStatement(session);
  const known = publicationsKept(session);
  return {
    publish: async (publication) => session.write(() => publish(session, useUp, publication)),
    revise: async (topic, content, at) => session.write(() => revise(session, topic, content, at)),
    withdraw: async (topic, at) => session.write(() => withdraw(session, topic, at)),
    publications: async () => known(),
  };
}

/**
 * All publications, of which only those are read again that have a later line in the history: their words are megabytes on an old blog, and are asked
 * for every minute. What has not changed stays the same object.
 */
function publicationsKept(session: Session): () => readonly Publication[] {
  const { client, db } = session;
  const all = db.select().from(publications).orderBy(publications.at, publications.topic).prepare();
  const one = db
    .select()
    .from(publications)
    .where(eq(publications.topic, sql.placeholder('topic')))
    .prepare();
  const lastEvent = client.prepare<[], number | null>('SELECT max(id) FROM events').pluck();
  const changedSince = client
    .prepare<[number], TopicId>("SELECT DISTINCT subject FROM events WHERE id > ? AND kind GLOB 'post.*'")
    .pluck();
  let seen: number | null = null;
  let list: readonly Publication[] = [];
  return session.kept(() => {
    const changed = seen === null ? [] : changedSince.all(seen);
    if (seen === null) list = all.all().map(publicationOf);
    else if (changed.length > 0)
      list = withThese(
        list.filter(({ topic }) => !changed.includes(topic)),
        changed.flatMap((topic) => one.all({ topic }).map(publicationOf)),
      );
    seen = lastEvent.get() ?? 0;
    return list;
  });
}

/** Oldest first, as the database has them. */
function withThese(list: readonly Publication[], changed: readonly Publication[]): readonly Publication[] {
  return [...list, ...changed].sort((a, b) => a.at - b.at || (a.topic < b.topic ? -1 : 1));
}

type SlotStatement = ReturnType<typeof slotStatement>;

/** Uses up a slot for a topic; changes nothing when either has an outcome already. */
function slotStatement({ client }: Session) {
  return client.prepare<[{ date: string; instant: Instant; at: Instant; topic: TopicId }]>(
    `INSERT INTO slots (date, instant, outcome, recorded_at)
     SELECT :date, :instant, 'published', :at
     WHERE NOT EXISTS (SELECT 1 FROM publications WHERE topic = :topic)
     ON CONFLICT DO NOTHING`,
  );
}

function publish(
  session: Session,
  useUp: SlotStatement,
  post: NewPublication,
): 'recorded' | 'already-recorded' {
  const { slot, topic, at } = post;
  if (slot !== null && useUp.run({ ...slot, at, topic }).changes === 0) return 'already-recorded';
  const row = {
    ...contentOf(post),
    topic,
    slot: slot?.date ?? null,
    at,
    offset: post.offset,
    zoneData: post.zoneData,
  };
  if (session.db.insert(publications).values(row).onConflictDoNothing().run().changes === 0)
    return 'already-recorded';
  const key = `regular:${topic}`;
  session.db
    .insert(editions)
    .values({
      kind: 'regular',
      key,
      topic,
      slot: row.slot,
      publishedAt: at,
      subject: post.title,
      state: 'pending',
      stateAt: at,
    })
    .run();
  if (slot !== null) record(session, at, 'slot.published', slot.date, topic);
  record(session, at, 'post.published', topic, slot?.date ?? null);
  record(session, at, 'edition.pending', key);
  return 'recorded';
}

/** An edition that was not opened yet will be made of the new words, so its subject follows. */
function revise(session: Session, topic: TopicId, content: PublicationContent, at: Instant): boolean {
  const known = session.db.select().from(publications).where(eq(publications.topic, topic)).get();
  if (known === undefined || known.withdrawnAt !== null) return false;
  const next = contentOf(content);
  if (JSON.stringify(contentOf(known)) === JSON.stringify(next)) return false;
  session.db
    .update(publications)
    .set({ ...next, revisedAt: at })
    .where(eq(publications.topic, topic))
    .run();
  session.db.update(editions).set({ subject: next.title }).where(unopened(topic)).run();
  record(session, at, 'post.revised', topic);
  return true;
}

function withdraw(session: Session, topic: TopicId, at: Instant): 'withdrawn' | 'not-published' {
  const onTheWeb = and(eq(publications.topic, topic), isNull(publications.withdrawnAt));
  const { changes } = session.db.update(publications).set({ withdrawnAt: at }).where(onTheWeb).run();
  if (changes === 0) return 'not-published';
  record(session, at, 'post.withdrawn', topic);
  const cancelled = session.db
    .update(editions)
    .set({ state: 'cancelled', stateAt: at })
    .where(unopened(topic))
    .returning({ key: editions.key })
    .all();
  for (const { key } of cancelled) record(session, at, 'edition.cancelled', key, 'withdrawn');
  return 'withdrawn';
}

function unopened(topic: TopicId) {
  return and(
    eq(editions.topic, topic),
    inArray(editions.kind, ['regular', 'series']),
    inArray(editions.state, ['pending', 'held']),
  );
}

/** What `content` holds of a topic, and nothing beside it. */
export function contentOf(content: PublicationContent): PublicationContent {
  const { title, summary, track, series, part, tags, markdown } = content;
  return { title, summary, track, series, part, tags, markdown };
}

function publicationOf(row: typeof publications.$inferSelect): Publication {
  const { topic, slot, at, offset, revisedAt, withdrawnAt, earlierSince } = row;
  return { ...contentOf(row), topic, slot, at, offset, revisedAt, withdrawnAt, earlierSince };
}
