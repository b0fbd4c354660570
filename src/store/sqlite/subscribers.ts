import { and, asc, count, desc, eq, gt, ne, type SQL } from 'drizzle-orm';
import { DAY, type Instant } from '../../core/clock.ts';
import { uniqueForm } from '../../core/email-address.ts';
import type { Subscriber, SubscriberId } from '../../domain/readers/subscriber.ts';
import type { NewSubscriber, SubscribeOutcome, SubscriberStore } from '../subscriber-store.ts';
import { record } from './history.ts';
import { forgetTerms } from './preferences.ts';
import { required } from './rows.ts';
import { consents, subscribers } from './schema/readers.ts';
import type { Session } from './session.ts';
import { enqueue } from './single-mails.ts';
import { type SubscriberRow, subscriberOf } from './subscriber-rows.ts';
import { isFinal, liftSuppression, suppressionOf } from './suppressions.ts';

type SubscriberVerbs = Pick<
  SubscriberStore,
  'subscribe' | 'confirm' | 'subscriberById' | 'subscriberByAddress' | 'subscribers' | 'countSubscribers'
>;

/** Readers coming, and looking them up. */
export function subscriberVerbs(session: Session): SubscriberVerbs {
  const { db } = session;
  return {
    subscribe: async (subscriber, at) => session.write(() => subscribe(session, subscriber, at)),
    confirm: async (id, tokenMadeAt, at) => session.write(() => confirm(session, id, tokenMadeAt, at)),
    subscriberById: async (id) =>
      session.read(() => subscriberOf(db.select().from(subscribers).where(eq(subscribers.id, id)).get())),
    subscriberByAddress: async (address) =>
      session.read(() => subscriberOf(byUniqueForm(session, uniqueForm(address)))),
    subscribers: async (state, after, limit) => session.read(() => listed(session, state, after, limit)),
    countSubscribers: async () => session.read(() => counted(session)),
  };
}

function byUniqueForm({ db }: Session, form: string): SubscriberRow | undefined {
  return db.select().from(subscribers).where(eq(subscribers.uniqueForm, form)).get();
}

/** One who is active but whose mailbox bounced asks again: only a fresh opt-in can lift that, so they wait for it as pending. */
function subscribe(session: Session, asked: NewSubscriber, at: Instant): SubscribeOutcome {
  const suppression = suppressionOf(session, asked.addressHash);
  if (isFinal(suppression)) return { kind: 'suppressed' };
  const known = byUniqueForm(session, uniqueForm(asked.address));
  const reader = subscriberOf(known);
  if (reader?.state.kind === 'active' && suppression === null)
    return { kind: 'already-active', subscriber: reader };
  const row = known === undefined ? addPending(session, asked, at) : makePending(session, known, asked, at);
  const { door, wording, formVersion, at: consentedAt } = asked.consent;
  session.db
    .insert(consents)
    .values({ subscriber: row.id, door, wording, formVersion, at: consentedAt })
    .run();
  const subscriber = required(subscriberOf(row), 'the reader who was just written');
  const content = { kind: 'confirm', subscriber: row.id } as const;
  const mailed = enqueue(
    session,
    { key: `confirm:${row.id}:${utcDay(at)}`, to: subscriber.address, content },
    at,
  );
  return { kind: 'pending', subscriber, mailed };
}

function addPending(session: Session, asked: NewSubscriber, at: Instant): SubscriberRow {
  const { address, addressHash, name } = asked;
  const form = { address, uniqueForm: uniqueForm(address), addressHash };
  const row = session.db
    .insert(subscribers)
    .values({ ...form, name, state: 'pending', stateAt: at, createdAt: at })
    .returning()
    .get();
  record(session, at, 'subscriber.pending', row.id, asked.consent.door);
  return row;
}

function makePending(
  session: Session,
  known: SubscriberRow,
  asked: NewSubscriber,
  at: Instant,
): SubscriberRow {
  if (known.state === 'pending') return known;
  const event = record(session, at, 'subscriber.pending', known.id, asked.consent.door);
  if (known.state === 'unsubscribed') forgetTerms(session, known.id, event, at);
  const change = {
    state: 'pending',
    stateAt: at,
    name: asked.name ?? known.name,
    ...(known.state === 'active' ? { activeUntil: event } : {}),
  } as const;
  return session.db.update(subscribers).set(change).where(eq(subscribers.id, known.id)).returning().get();
}

function confirm(
  session: Session,
  id: SubscriberId,
  tokenMadeAt: Instant,
  at: Instant,
): Awaited<ReturnType<SubscriberStore['confirm']>> {
  const known = session.db.select().from(subscribers).where(eq(subscribers.id, id)).get();
  if (known === undefined || known.address === null || known.addressHash === null) return 'unknown';
  if (hasMovedSince(known, tokenMadeAt)) return 'left';
  if (known.state === 'active') return 'already-active';
  if (hasLeftSince(known, tokenMadeAt)) return 'left';
  const event = record(session, at, 'subscriber.confirmed', id);
  session.db
    .update(subscribers)
    .set({ state: 'active', stateAt: at, activeSince: event })
    .where(eq(subscribers.id, id))
    .run();
  confirmConsent(session, id, at);
  liftSuppression(session, known.addressHash, at, String(id));
  const content = { kind: 'welcome', subscriber: id } as const;
  enqueue(session, { key: `welcome:${id}:${utcDay(at)}`, to: known.address, content }, at);
  return 'confirmed';
}

/** In one and the same millisecond leaving wins, unless they have asked again since. */
function hasLeftSince({ state, leftAt }: SubscriberRow, tokenMadeAt: Instant): boolean {
  if (leftAt === null) return false;
  return state === 'unsubscribed' ? leftAt >= tokenMadeAt : leftAt > tokenMadeAt;
}

/** A link that went to the address before cannot speak for this one. */
function hasMovedSince({ addressAt }: SubscriberRow, tokenMadeAt: Instant): boolean {
  return addressAt !== null && addressAt >= tokenMadeAt;
}

function confirmConsent({ db }: Session, id: SubscriberId, at: Instant): void {
  const { id: consentId } = consents;
  const latest = db
    .select({ consentId })
    .from(consents)
    .where(eq(consents.subscriber, id))
    .orderBy(desc(consentId))
    .limit(1)
    .get();
  if (latest === undefined) return;
  db.update(consents).set({ confirmedAt: at }).where(eq(consentId, latest.consentId)).run();
}

/** The number of the UTC day, as a date. */
function utcDay(at: Instant): string {
  return new Date(Math.floor(at / DAY) * DAY).toISOString().slice(0, 10);
}

function listed(
  { db }: Session,
  state: Subscriber['state']['kind'] | null,
  after: SubscriberId | null,
  limit: number,
): readonly Subscriber[] {
  const wanted: SQL[] = [state === null ? ne(subscribers.state, 'erased') : eq(subscribers.state, state)];
  if (after !== null) wanted.push(gt(subscribers.id, after));
  const rows = db
    .select()
    .from(subscribers)
    .where(and(...wanted))
    .orderBy(asc(subscribers.id))
    .limit(limit)
    .all();
  return rows.map(subscriberOf).filter((reader) => reader !== null);
}

function counted({ db }: Session): Awaited<ReturnType<SubscriberStore['countSubscribers']>> {
  const rows = db
    .select({ state: subscribers.state, rows: count() })
    .from(subscribers)
    .groupBy(subscribers.state)
    .all();
  const of = (state: SubscriberRow['state']): number =>
    rows.find((group) => group.state === state)?.rows ?? 0;
  return { pending: of('pending'), active: of('active'), unsubscribed: of('unsubscribed') };
}
