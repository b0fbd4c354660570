import { and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import { type IpAddress, networkOf } from '../../core/ip-address.ts';
import { dayOf, firstDayThatCounts } from '../../domain/readers/guards/confirmation-limit.ts';
import { firstStretchThatCounts } from '../../domain/readers/guards/spike.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { GuardStore } from '../guard-store.ts';
import { record } from './history.ts';
import { forgetInboundOf } from './inbound.ts';
import { consents, subscribers } from './schema/readers.ts';
import { singleMails } from './schema/sending.ts';
import { endFollowings } from './series.ts';
import type { Session } from './session.ts';

type RetentionVerbs = Pick<GuardStore, 'forgetUnconfirmed' | 'shortenConsentIps' | 'forgetGuards'>;

/** What an anonymised address keeps: so much that a town or a provider can be told, and no household. */
const ANONYMOUS_BITS = { four: 24, six: 48 };

/** What is not kept for ever, a chunk at a time. */
export function retentionVerbs(session: Session): RetentionVerbs {
  const { client } = session;
  const marks = client.prepare<[number, number]>(
    'DELETE FROM confirmation_days WHERE rowid IN (SELECT rowid FROM confirmation_days WHERE day < ? LIMIT ?)',
  );
  const stretches = client.prepare<[number]>('DELETE FROM sign_up_stretches WHERE stretch < ?');
  return {
    forgetUnconfirmed: async (askedBefore, limit, at) =>
      session.write(() => forgetUnconfirmed(session, askedBefore, limit, at)),
    shortenConsentIps: async (givenBefore, limit) =>
      session.write(() => shortenIps(session, givenBefore, limit)),
    forgetGuards: async (limit, at) =>
      session.write(() => {
        stretches.run(firstStretchThatCounts(at));
        return marks.run(firstDayThatCounts(dayOf(at)), limit).changes;
      }),
  };
}

function forgetUnconfirmed(session: Session, askedBefore: Instant, limit: number, at: Instant): number {
  const { db } = session;
  const due = db
    .select({ id: subscribers.id, leftAt: subscribers.leftAt })
    .from(subscribers)
    .where(and(eq(subscribers.state, 'pending'), lt(subscribers.stateAt, askedBefore)))
    .orderBy(asc(subscribers.stateAt))
    .limit(limit)
    .all();
  if (due.length === 0) return 0;
  const ids = due.map(({ id }) => id);
  db.delete(consents)
    .where(and(inArray(consents.subscriber, ids), isNull(consents.confirmedAt)))
    .run();
  for (const { id, leftAt } of due) if (leftAt !== null) leaveAsBefore(session, id, leftAt, at);
  emptyRows(
    session,
    due.filter(({ leftAt }) => leftAt === null).map(({ id }) => id),
    at,
  );
  return due.length;
}

/** Who has left once stays somebody who left: an import must not bring them back. */
function leaveAsBefore(session: Session, id: SubscriberId, leftAt: Instant, at: Instant): void {
  const change = { state: 'unsubscribed', stateAt: leftAt, activeSince: null } as const;
  session.db.update(subscribers).set(change).where(eq(subscribers.id, id)).run();
  const event = record(session, at, 'subscriber.expired', id, 'as before they asked to return');
  endFollowings(session, id, event, at);
}

/** Nothing personal is left in the row. It stays, as deliveries may point at it, and to see that none does takes a walk through all of them. */
function emptyRows(session: Session, ids: readonly SubscriberId[], at: Instant): void {
  if (ids.length === 0) return;
  const nobody = { address: null, uniqueForm: null, addressHash: null, name: null };
  session.db
    .update(subscribers)
    .set({ ...nobody, state: 'erased', stateAt: at })
    .where(inArray(subscribers.id, [...ids]))
    .run();
  session.db
    .update(singleMails)
    .set({ to: null, reply: null })
    .where(inArray(singleMails.subscriber, [...ids]))
    .run();
  forgetInboundOf(session, ids, null);
  record(session, at, 'subscriber.expired', `${ids.length} rows`);
}

function shortenIps({ db }: Session, givenBefore: Instant, limit: number): number {
  const { id, ip, at } = consents;
  const due = db
    .select({ id, ip })
    .from(consents)
    .where(and(sql`${ip} IS NOT NULL AND instr(${ip}, '/') = 0`, lt(at, givenBefore)))
    .orderBy(asc(at))
    .limit(limit)
    .all();
  for (const one of due) {
    // Written by `subscribe`, from an IpAddress.
    const network = networkOf(one.ip as IpAddress, ANONYMOUS_BITS);
    db.update(consents).set({ ip: network }).where(eq(id, one.id)).run();
  }
  return due.length;
}
