import { and, asc, eq, inArray, like, or } from 'drizzle-orm';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { PreferenceStore, StoredAbout } from '../preference-store.ts';
import { preferencesIn } from './preferences.ts';
import { required } from './rows.ts';
import { deliveries, editions } from './schema/editions.ts';
import { bounces } from './schema/feedback.ts';
import { events } from './schema/history.ts';
import { inboundMails } from './schema/inbound.ts';
import {
  consents,
  leaveReasons,
  preferences,
  subscribers,
  suppressions,
  wantedAddresses,
} from './schema/readers.ts';
import { singleMails } from './schema/sending.ts';
import { followingsIn } from './series.ts';
import type { Session } from './session.ts';

/** Everything about one reader, each kind of row by an index of its own. */
export function storedAboutVerbs(session: Session): Pick<PreferenceStore, 'storedAbout'> {
  return { storedAbout: async (id) => session.read(() => recordOf(session, id)) };
}

function recordOf(session: Session, id: SubscriberId): StoredAbout | null {
  const { db } = session;
  const row = db.select().from(subscribers).where(eq(subscribers.id, id)).get();
  if (row === undefined || row.state === 'erased') return null;
  const { reason, at } = suppressions;
  const hash = required(row.addressHash, 'the hash of an address');
  const suppressed = db
    .select({ reason, at })
    .from(suppressions)
    .where(eq(suppressions.addressHash, hash))
    .get();
  return {
    address: required(row.address, 'the address of a reader'),
    name: row.name,
    state: row.state,
    stateSince: row.stateAt,
    createdAt: row.createdAt,
    leftAt: row.leftAt,
    leftHow: row.leftHow,
    suppressed: suppressed ?? null,
    wantedAddress: wantedOf(session, id),
    leftBecause: reasonOf(session, id),
    bounces: bouncesOf(session, id),
    consents: consentsOf(session, id),
    preferences: preferencesOf(session, id),
    followings: followingsIn(session, id),
    deliveries: deliveriesTo(session, id),
    mails: mailsTo(session, id),
    inbound: mailsFrom(session, id, hash),
    events: eventsOf(session, id),
  };
}

function wantedOf({ db }: Session, id: SubscriberId): StoredAbout['wantedAddress'] {
  const { address, askedAt } = wantedAddresses;
  return (
    db.select({ address, askedAt }).from(wantedAddresses).where(eq(wantedAddresses.subscriber, id)).get() ??
    null
  );
}

function reasonOf({ db }: Session, id: SubscriberId): StoredAbout['leftBecause'] {
  const { reason, at } = leaveReasons;
  return db.select({ reason, at }).from(leaveReasons).where(eq(leaveReasons.subscriber, id)).get() ?? null;
}

function bouncesOf({ db }: Session, id: SubscriberId): StoredAbout['bounces'] {
  const { at, source, status, reason, detail } = bounces;
  return db
    .select({ at, source, status, reason, detail })
    .from(bounces)
    .where(eq(bounces.subscriber, id))
    .orderBy(asc(bounces.id))
    .all();
}

function consentsOf({ db }: Session, id: SubscriberId): StoredAbout['consents'] {
  const { door, wording, formVersion, at, confirmedAt, ip } = consents;
  return db
    .select({ door, wording, formVersion, at, confirmedAt, ip })
    .from(consents)
    .where(eq(consents.subscriber, id))
    .orderBy(asc(consents.id))
    .all();
}

function preferencesOf({ db }: Session, id: SubscriberId): StoredAbout['preferences'] {
  return db
    .select()
    .from(preferences)
    .where(eq(preferences.subscriber, id))
    .orderBy(asc(preferences.event))
    .all()
    .map((row) => ({ at: row.at, ...preferencesIn(row) }));
}

function deliveriesTo({ db }: Session, id: SubscriberId): StoredAbout['deliveries'] {
  const everyEdition = db.select({ id: editions.id }).from(editions);
  return db
    .select({ key: editions.key, subject: editions.subject, row: deliveries })
    .from(deliveries)
    .innerJoin(editions, eq(editions.id, deliveries.edition))
    .where(and(inArray(deliveries.edition, everyEdition), eq(deliveries.subscriber, id)))
    .orderBy(asc(deliveries.id))
    .all()
    .map(({ key, subject, row: { state, stateAt, failReason, skipReason, reply, attempts } }) => ({
      edition: key,
      subject,
      state,
      at: stateAt,
      reason: failReason ?? skipReason,
      reply,
      attempts,
    }));
}

function mailsTo({ db }: Session, id: SubscriberId): StoredAbout['mails'] {
  const { content, to, state, stateAt } = singleMails;
  return db
    .select({ content, to, state, at: stateAt })
    .from(singleMails)
    .where(eq(singleMails.subscriber, id))
    .orderBy(asc(singleMails.id))
    .all()
    .map(({ content: { kind }, ...mail }) => ({ kind, ...mail }));
}

/** Mails that came in from them, and reports about theirs. */
function mailsFrom({ db }: Session, id: SubscriberId, senderHash: string): StoredAbout['inbound'] {
  const { receivedAt, way, subject, kind, outcome, subscriber } = inboundMails;
  return db
    .select({ at: receivedAt, way, subject, kind, outcome })
    .from(inboundMails)
    .where(or(eq(subscriber, id), eq(inboundMails.senderHash, senderHash)))
    .orderBy(asc(inboundMails.id))
    .all();
}

/** A topic's id may be the same number: only what is about readers is theirs. */
function eventsOf({ db }: Session, id: SubscriberId): StoredAbout['events'] {
  const { at, kind, detail } = events;
  const ofReaders = or(like(kind, 'subscriber.%'), like(kind, 'suppression.%'));
  return db
    .select({ at, kind, detail })
    .from(events)
    .where(and(eq(events.subject, String(id)), ofReaders))
    .orderBy(asc(events.id))
    .all();
}
