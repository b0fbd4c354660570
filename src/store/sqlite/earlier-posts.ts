import { and, eq, isNotNull, notExists } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { TopicId } from '../../domain/calendar/calendar.ts';
import type { EarlierPost, PublicationStore } from '../publication-store.ts';
import { record } from './history.ts';
import { contentOf } from './publications.ts';
import { editions } from './schema/editions.ts';
import { publications } from './schema/publications.ts';
import type { Session } from './session.ts';

/** Posts that came out before Fortnight: kept like any other, without a mailing of their own. */
export function earlierPostVerbs(
  session: Session,
): Pick<PublicationStore, 'recordEarlier' | 'forgetEarlier'> {
  return {
    recordEarlier: async (post, now) => session.write(() => recordEarlier(session, post, now)),
    forgetEarlier: async (topic, now) => session.write(() => forgetEarlier(session, topic, now)),
  };
}

function recordEarlier(session: Session, post: EarlierPost, now: Instant): boolean {
  const { topic, at, offset, zoneData } = post;
  const moment = { at, offset, zoneData };
  const row = { ...contentOf(post), topic, slot: null, ...moment, earlierSince: now };
  if (session.db.insert(publications).values(row).onConflictDoNothing().run().changes === 1) {
    record(session, now, 'post.earlier', topic);
    return true;
  }
  const known = session.db.select().from(publications).where(eq(publications.topic, topic)).get();
  if (known === undefined || known.earlierSince === null || known.at === at) return false;
  session.db.update(publications).set(moment).where(eq(publications.topic, topic)).run();
  record(session, now, 'post.revised', topic);
  return true;
}

/** What a mailing was made of stays: its ledger names the post. */
function forgetEarlier(session: Session, topic: TopicId, now: Instant): boolean {
  const mailings = session.db.select({ id: editions.id }).from(editions).where(eq(editions.topic, topic));
  const never = and(eq(publications.topic, topic), isNotNull(publications.earlierSince), notExists(mailings));
  if (session.db.delete(publications).where(never).run().changes === 0) return false;
  record(session, now, 'post.forgotten', topic);
  return true;
}
