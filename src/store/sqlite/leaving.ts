import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import { DAY, type Instant } from '../../core/clock.ts';
import type { Exit, LeaveReason, SubscriberId } from '../../domain/readers/subscriber.ts';
import type { SubscriberStore } from '../subscriber-store.ts';
import { record } from './history.ts';
import { forgetInboundOf } from './inbound.ts';
import { deliveries, deliveryNotes, editions } from './schema/editions.ts';
import { bounces } from './schema/feedback.ts';
import { events } from './schema/history.ts';
import { followings, leaveReasons, preferences, subscribers, wantedAddresses } from './schema/readers.ts';
import { singleMails } from './schema/sending.ts';
import { endFollowings, resumeFollowings } from './series.ts';
import type { Session } from './session.ts';
import { suppressSubscriber } from './suppressions.ts';

type LeavingVerbs = Pick<SubscriberStore, 'unsubscribe' | 'noteLeaveReason' | 'undoUnsubscribe' | 'erase'>;

/** How long after leaving the Undo button works. */
const UNDO_MS = DAY;

/** Readers leaving, thinking again, and being forgotten. */
export function leavingVerbs(session: Session): LeavingVerbs {
  return {
    unsubscribe: async (id, how, at) => session.write(() => unsubscribe(session, id, how, at)),
    noteLeaveReason: async (id, reason, at) => session.write(() => noteReason(session, id, reason, at)),
    undoUnsubscribe: async (id, at) => session.write(() => undo(session, id, at)),
    erase: async (id, at) => session.write(() => erase(session, id, at)),
  };
}

/** Leaves an active or pending reader's row as unsubscribed. */
export function unsubscribe(
  session: Session,
  id: SubscriberId,
  how: Exit,
  at: Instant,
): 'unsubscribed' | 'unchanged' {
  const known = session.db.select().from(subscribers).where(eq(subscribers.id, id)).get();
  if (known === undefined || known.state === 'unsubscribed' || known.state === 'erased') return 'unchanged';
  const event = record(session, at, 'subscriber.unsubscribed', id, how);
  // Who says no while pending was not active before: there is nothing for Undo to bring back.
  const activity = known.state === 'active' ? { activeUntil: event } : { activeSince: null };
  session.db
    .update(subscribers)
    .set({ state: 'unsubscribed', stateAt: at, leftAt: at, leftHow: how, ...activity })
    .where(eq(subscribers.id, id))
    .run();
  endFollowings(session, id, event, at);
  return 'unsubscribed';
}

function noteReason(session: Session, id: SubscriberId, reason: LeaveReason, at: Instant): boolean {
  const left = and(eq(subscribers.id, id), inArray(subscribers.state, ['unsubscribed', 'erased']));
  if (session.db.select().from(subscribers).where(left).get() === undefined) return false;
  const said = { reason, at };
  session.db
    .insert(leaveReasons)
    .values({ subscriber: id, ...said })
    .onConflictDoUpdate({ target: leaveReasons.subscriber, set: said })
    .run();
  record(session, at, 'subscriber.left-because', id, reason);
  return true;
}

/** The reader is active since long ago again, so an edition frozen in between still counts them in its audience. */
function undo(session: Session, id: SubscriberId, at: Instant): boolean {
  const { db } = session;
  const leftActive = and(
    eq(subscribers.id, id),
    eq(subscribers.state, 'unsubscribed'),
    isNotNull(subscribers.activeSince),
  );
  const known = db.select().from(subscribers).where(leftActive).get();
  if (known === undefined || at - known.stateAt > UNDO_MS) return false;
  db.update(subscribers)
    .set({ state: 'active', stateAt: at, activeUntil: null, leftAt: null, leftHow: null })
    .where(eq(subscribers.id, id))
    .run();
  db.delete(leaveReasons).where(eq(leaveReasons.subscriber, id)).run();
  if (known.activeUntil !== null) resumeFollowings(session, id, known.activeUntil);
  record(session, at, 'subscriber.returned', id);
  return true;
}

/** Relays repeat addresses in their replies, notes and bounces keep replies and single mails carry addresses, so those are forgotten too. */
function erase(session: Session, id: SubscriberId, at: Instant): boolean {
  const { db } = session;
  const present = and(eq(subscribers.id, id), ne(subscribers.state, 'erased'));
  const known = db.select().from(subscribers).where(present).get();
  if (known === undefined) return false;
  suppressSubscriber(session, id, 'erased', at);
  const event = record(session, at, 'subscriber.erased', id);
  const forgotten = { address: null, uniqueForm: null, addressHash: null, name: null };
  db.update(subscribers)
    .set({
      ...forgotten,
      state: 'erased',
      stateAt: at,
      ...(known.state === 'active' ? { activeUntil: event } : {}),
    })
    .where(eq(subscribers.id, id))
    .run();
  // By edition, as that is how the rows are indexed: a look-up for each, instead of a walk through all.
  const everyEdition = db.select({ id: editions.id }).from(editions);
  const own = and(inArray(deliveries.edition, everyEdition), eq(deliveries.subscriber, id));
  const stories = db.select({ id: deliveries.id }).from(deliveries).where(own);
  db.update(deliveryNotes).set({ detail: null }).where(inArray(deliveryNotes.delivery, stories)).run();
  db.update(deliveries)
    .set({ reply: null })
    .where(and(own, isNotNull(deliveries.reply)))
    .run();
  db.delete(preferences).where(eq(preferences.subscriber, id)).run();
  db.delete(followings).where(eq(followings.subscriber, id)).run();
  forgetSeries(session, id);
  db.delete(wantedAddresses).where(eq(wantedAddresses.subscriber, id)).run();
  db.delete(bounces).where(eq(bounces.subscriber, id)).run();
  db.update(singleMails).set({ to: null, reply: null }).where(eq(singleMails.subscriber, id)).run();
  forgetInboundOf(session, [id], known.addressHash);
  return true;
}

/** That a series was asked for stays, as an event that others are ordered by; which one it was does not. */
function forgetSeries({ db }: Session, id: SubscriberId): void {
  const kinds = ['subscriber.followed', 'subscriber.unfollowed', 'subscriber.series-complete'];
  db.update(events)
    .set({ detail: null })
    .where(and(eq(events.subject, String(id)), inArray(events.kind, kinds)))
    .run();
}
