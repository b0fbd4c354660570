import { and, asc, count, desc, eq, gt, ne, type SQL, sql } from 'drizzle-orm';
import { DAY, type Instant } from '../../core/clock.ts';
import { uniqueForm } from '../../core/email-address.ts';
import { isShut } from '../../domain/readers/guards/spike.ts';
import { isFinal, type Subscriber, type SubscriberId } from '../../domain/readers/subscriber.ts';
import type { GuardStore } from '../guard-store.ts';
import type { NewSubscriber, SubscribeOutcome, SubscriberStore } from '../subscriber-store.ts';
import { groupCommit } from './group-commit.ts';
import { type GuardRows, guardRows } from './guards.ts';
import { record } from './history.ts';
import { forgetTerms } from './preferences.ts';
import { required } from './rows.ts';
import { consents, subscribers } from './schema/readers.ts';
import { preparedOnce, type Session } from './session.ts';
import { enqueue } from './single-mails.ts';
import { type SubscriberRow, subscriberOf } from './subscriber-rows.ts';
import { liftSuppression, suppressionOf } from './suppressions.ts';

type SubscriberVerbs = Pick<
  SubscriberStore,
  'subscribe' | 'confirm' | 'subscriberById' | 'subscriberByAddress' | 'subscribers' | 'countSubscribers'
> &
  Pick<GuardStore, 'mailConfirmation'>;

/** Readers coming, and looking them up. */
export function subscriberVerbs(session: Session): SubscriberVerbs {
  const { db } = session;
  const guards = guardRows(session);
  const together = groupCommit(session, ({ subscriber, at, spikeFloor }: SignUp) =>
    subscribe(session, guards, subscriber, at, spikeFloor),
  );
  return {
    subscribe: (subscriber, at, spikeFloor) => together({ subscriber, at, spikeFloor }),
    confirm: async (id, tokenMadeAt, at) =>
      session.write(() => confirm(session, guards, id, tokenMadeAt, at)),
    mailConfirmation: async (id, at) => session.write(() => mailAgain(session, guards, id, at)),
    subscriberById: async (id) =>
      session.read(() => subscriberOf(db.select().from(subscribers).where(eq(subscribers.id, id)).get())),
    subscriberByAddress: async (address) =>
      session.read(() => subscriberOf(byUniqueForm(session, uniqueForm(address)))),
    subscribers: async (state, after, limit) => session.read(() => listed(session, state, after, limit)),
    countSubscribers: async () => session.read(() => counted(session)),
  };
}

interface SignUp {
  readonly subscriber: NewSubscriber;
  readonly at: Instant;
  readonly spikeFloor: number | undefined;
}

function byUniqueForm(session: Session, form: string): SubscriberRow | undefined {
  return signUpStatements(session).byUniqueForm.get({ form });
}

/** What every sign-up runs. */
const signUpStatements = preparedOnce(({ db }) => {
  const given = sql.placeholder;
  return {
    byUniqueForm: db
      .select()
      .from(subscribers)
      .where(eq(subscribers.uniqueForm, given('form')))
      .prepare(),
    add: db
      .insert(subscribers)
      .values({
        address: given('address'),
        uniqueForm: given('form'),
        addressHash: given('addressHash'),
        name: given('name'),
        state: 'pending',
        stateAt: given('at'),
        createdAt: given('at'),
      })
      .returning()
      .prepare(),
    consent: db
      .insert(consents)
      .values({
        subscriber: given('subscriber'),
        door: given('door'),
        wording: given('wording'),
        formVersion: given('formVersion'),
        at: given('at'),
        ip: given('ip'),
      })
      .prepare(),
  };
});

/** One who is active but whose mailbox bounced asks again: only a fresh opt-in can lift that, so they wait for it as pending. */
function subscribe(
  session: Session,
  guards: GuardRows,
  asked: NewSubscriber,
  at: Instant,
  spikeFloor: number | undefined,
): SubscribeOutcome {
  const pause = spikeFloor === undefined ? null : guards.pause();
  if (isShut(pause, at)) return { kind: 'paused', until: pause.until };
  const suppression = suppressionOf(session, asked.addressHash);
  if (isFinal(suppression)) return { kind: 'suppressed' };
  const known = byUniqueForm(session, uniqueForm(asked.address));
  const reader = subscriberOf(known);
  if (reader?.state.kind === 'active' && suppression === null)
    return { kind: 'already-active', subscriber: reader };
  const mailed = guards.markMailed(asked.addressHash, at);
  if (known === undefined && !mailed) return { kind: 'limited' };
  const row = known === undefined ? addPending(session, asked, at) : makePending(session, known, asked, at);
  const subscriber = required(subscriberOf(row), 'the reader who was just written');
  if (mailed) {
    // Only with a mail: pressing a thousand times is one consent, the one that the mail asks to confirm.
    session.db
      .insert(consents)
      .values({ subscriber: row.id, ...asked.consent })
      .run();
    mailConfirmation(session, subscriber, at);
    if (spikeFloor !== undefined) guards.shutIfSpike(spikeFloor, at);
  }
  return { kind: 'pending', subscriber, mailed };
}

function mailAgain(session: Session, guards: GuardRows, id: SubscriberId, at: Instant): boolean {
  const known = session.db.select().from(subscribers).where(eq(subscribers.id, id)).get();
  const reader = subscriberOf(known);
  if (reader?.state.kind !== 'pending' || known?.addressHash == null) return false;
  if (isShut(guards.pause(), at) || isFinal(suppressionOf(session, known.addressHash))) return false;
  if (!guards.markMailed(known.addressHash, at)) return false;
  mailConfirmation(session, reader, at);
  return true;
}

function mailConfirmation(session: Session, { id, address }: Subscriber, at: Instant): void {
  const content = { kind: 'confirm', subscriber: id } as const;
  enqueue(session, { key: `confirm:${id}:${utcDay(at)}`, to: address, content }, at);
}

function addPending(session: Session, asked: NewSubscriber, at: Instant): SubscriberRow {
  const { address, addressHash, name } = asked;
  const row = signUpStatements(session).add.get({
    address,
    form: uniqueForm(address),
    addressHash,
    name,
    at,
  });
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
  guards: GuardRows,
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
  guards.countConfirmed(at);
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
