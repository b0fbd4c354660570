import { asc, eq, gt } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import { isFinal, type SubscriberId, type SuppressionReason } from '../../domain/readers/subscriber.ts';
import type { SubscriberStore, Suppression } from '../subscriber-store.ts';
import { record } from './history.ts';
import { subscribers, suppressions } from './schema/readers.ts';
import { preparedOnce, type Session } from './session.ts';

type SuppressionVerbs = Pick<
  SubscriberStore,
  'suppress' | 'suppressionOf' | 'unsuppress' | 'addSuppressions' | 'suppressions'
>;

/** Addresses that must not be mailed, known by their keyed hash. */
export function suppressionVerbs(session: Session): SuppressionVerbs {
  return {
    suppress: async (addressHash, reason, at) =>
      session.write(() => void suppressHash(session, addressHash, reason, at, addressHash)),
    suppressionOf: async (addressHash) => session.read(() => suppressionOf(session, addressHash)),
    unsuppress: async (addressHash, at) => session.write(() => unsuppress(session, addressHash, at)),
    addSuppressions: async (rows, at) => session.write(() => addAll(session, rows, at)),
    suppressions: async (after, limit) => session.read(() => listed(session, after, limit)),
  };
}

export function suppressionOf(session: Session, addressHash: string): SuppressionReason | null {
  return reasonOf(session).get(addressHash) ?? null;
}

const reasonOf = preparedOnce(({ client }) =>
  client
    .prepare<[string], SuppressionReason>('SELECT reason FROM suppressions WHERE address_hash = ?')
    .pluck(),
);

function unsuppress(session: Session, addressHash: string, at: Instant): SuppressionReason | null {
  const known = suppressionOf(session, addressHash);
  if (known === null) return null;
  session.db.delete(suppressions).where(eq(suppressions.addressHash, addressHash)).run();
  record(session, at, 'suppression.lifted', addressHash, `${known}, by the author`);
  return known;
}

function addAll(session: Session, rows: readonly Suppression[], at: Instant): number {
  return rows.filter(({ addressHash, reason, at: since }) =>
    suppressHash(session, addressHash, reason, at, addressHash, since),
  ).length;
}

function listed({ db }: Session, after: string, limit: number): readonly Suppression[] {
  const { addressHash, reason, at } = suppressions;
  return db
    .select({ addressHash, reason, at })
    .from(suppressions)
    .where(gt(addressHash, after))
    .orderBy(asc(addressHash))
    .limit(limit)
    .all();
}

/** Suppresses a reader's address, if the reader still has one. False when nothing changed. */
export function suppressSubscriber(
  session: Session,
  id: SubscriberId,
  reason: SuppressionReason,
  at: Instant,
): boolean {
  const row = session.db.select().from(subscribers).where(eq(subscribers.id, id)).get();
  if (row === undefined || row.addressHash === null) return false;
  return suppressHash(session, row.addressHash, reason, at, String(id));
}

/** False when nothing changed. A final reason is not weakened: erasing someone who complained must not open the door that the complaint closed. */
export function suppressHash(
  session: Session,
  addressHash: string,
  reason: SuppressionReason,
  at: Instant,
  subject: string,
  since: Instant = at,
): boolean {
  const known = suppressionOf(session, addressHash);
  if (known === reason || (isFinal(known) && !isFinal(reason))) return false;
  const event = record(session, at, 'suppression.added', subject, reason);
  // The address has been suppressed since the first reason: that is what an audience is judged by.
  session.db
    .insert(suppressions)
    .values({ addressHash, reason, at: since, event })
    .onConflictDoUpdate({ target: suppressions.addressHash, set: { reason, at: since } })
    .run();
  return true;
}

/** A fresh opt-in lifts what came from the mailbox or from the reader's own wish to be forgotten. */
export function liftSuppression(session: Session, addressHash: string, at: Instant, subject: string): void {
  const known = suppressionOf(session, addressHash);
  if (known === null || isFinal(known)) return;
  session.db.delete(suppressions).where(eq(suppressions.addressHash, addressHash)).run();
  record(session, at, 'suppression.lifted', subject, known);
}
