import { and, asc, desc, eq, gt, isNotNull, sql } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { AddressKeyState, AddressKeyStore, HashedReader } from '../address-key-store.ts';
import type { NewAddress } from '../preference-store.ts';
import { record } from './history.ts';
import { required } from './rows.ts';
import { addressKey } from './schema/address-key.ts';
import { subscribers, wantedAddresses } from './schema/readers.ts';
import { preparedOnce, type Session } from './session.ts';

/** The one row of its table. */
const ROW = 1;
const NOBODY = 0 as SubscriberId;

/** With which key addresses are hashed. */
export function addressKeyVerbs(session: Session): AddressKeyStore {
  return {
    addressKeyState: async () => session.read(() => stateOf(session)),
    adoptAddressKey: async (mark) => session.write(() => adopt(session, mark)),
    countHashed: async () => session.read(() => counted(session)),
    beginRehash: async (mark) => session.write(() => begin(session, mark)),
    readersToRehash: async (limit) => session.read(() => next(session, limit)),
    rehash: async (readers) => session.write(() => rehash(session, readers)),
    endRehash: async (at) => session.write(() => end(session, at)),
  };
}

function rowOf({ db }: Session): typeof addressKey.$inferSelect | undefined {
  return db.select().from(addressKey).where(eq(addressKey.id, ROW)).get();
}

function stateOf(session: Session): AddressKeyState {
  const row = rowOf(session);
  if (row === undefined) return { kind: 'unmarked', samples: samplesOf(session) };
  if (row.nextMark !== null) return { kind: 'rehashing', to: row.nextMark };
  return { kind: 'marked', mark: required(row.mark, 'the mark of the key') };
}

/** The first and the last: between them, whoever hashed with two keys has changed from one to the other. */
function samplesOf({ db }: Session): readonly NewAddress[] {
  const { id, address, addressHash } = subscribers;
  const known = () => db.select({ address, addressHash }).from(subscribers).where(isNotNull(address));
  const rows = [known().orderBy(asc(id)).limit(1).get(), known().orderBy(desc(id)).limit(1).get()];
  return rows
    .filter((row) => row !== undefined)
    .map((row) => ({
      address: required(row.address, 'the address of a reader'),
      addressHash: required(row.addressHash, 'the hash of an address'),
    }));
}

function adopt(session: Session, mark: string): AddressKeyState {
  session.db.insert(addressKey).values({ id: ROW, mark }).onConflictDoNothing().run();
  return stateOf(session);
}

function counted({ client }: Session): { readonly readers: number; readonly ofNobody: number } {
  const row = client
    .prepare<[], { readers: number; ofNobody: number }>(
      `SELECT (SELECT count(*) FROM subscribers WHERE address IS NOT NULL) AS readers,
         (SELECT count(*) FROM suppressions WHERE address_hash NOT IN
           (SELECT address_hash FROM subscribers WHERE address_hash IS NOT NULL)) AS ofNobody`,
    )
    .get();
  return required(row, 'the counts');
}

function begin(session: Session, nextMark: string): void {
  const { db } = session;
  if (rowOf(session)?.nextMark === nextMark) return;
  const fresh = { nextMark, rehashedTo: NOBODY };
  db.insert(addressKey)
    .values({ id: ROW, ...fresh })
    .onConflictDoUpdate({ target: addressKey.id, set: fresh })
    .run();
  db.delete(wantedAddresses).run();
}

function next(session: Session, limit: number): Awaited<ReturnType<AddressKeyStore['readersToRehash']>> {
  const { id, address } = subscribers;
  const rows = session.db
    .select({ id, address })
    .from(subscribers)
    .where(and(gt(id, rowOf(session)?.rehashedTo ?? NOBODY), isNotNull(address)))
    .orderBy(asc(id))
    .limit(limit)
    .all();
  return rows.map((row) => ({ id: row.id, address: required(row.address, 'the address of a reader') }));
}

function rehash(session: Session, readers: readonly HashedReader[]): void {
  const statements = rehashing(session);
  for (const { id, addressHash } of readers) {
    const before = statements.hash.get(id) ?? null;
    // Erased meanwhile, or hashed with this key all along.
    if (before === null || before === addressHash) continue;
    const change = { id, before, after: addressHash };
    statements.reader.run(change);
    statements.suppression.run(change);
    statements.oldSuppression.run(change);
    statements.days.run(change);
    statements.oldDays.run(change);
    statements.history.run(change);
  }
  const last = readers.at(-1);
  if (last !== undefined)
    session.db.update(addressKey).set({ rehashedTo: last.id }).where(eq(addressKey.id, ROW)).run();
}

interface Change {
  readonly id: SubscriberId;
  readonly before: string;
  readonly after: string;
}

const rehashing = preparedOnce(({ client }) => ({
  hash: client
    .prepare<[SubscriberId], string | null>('SELECT address_hash FROM subscribers WHERE id = ?')
    .pluck(),
  reader: client.prepare<[Change]>(
    'UPDATE subscribers SET address_hash = :after WHERE id = :id AND address_hash = :before',
  ),
  /** A reason for good that was noted under the new hash already is not weakened. */
  suppression: client.prepare<[Change]>(
    `INSERT INTO suppressions (address_hash, reason, at, event)
     SELECT :after, reason, at, event FROM suppressions WHERE address_hash = :before
     ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason, at = min(at, excluded.at)
       WHERE reason NOT IN ('complained', 'author')`,
  ),
  oldSuppression: client.prepare<[Change]>('DELETE FROM suppressions WHERE address_hash = :before'),
  days: client.prepare<[Change]>(
    'UPDATE OR IGNORE confirmation_days SET address_hash = :after WHERE address_hash = :before',
  ),
  /** Suppressions of an address are told of by its hash. */
  history: client.prepare<[Change]>('UPDATE events SET subject = :after WHERE subject = :before'),
  oldDays: client.prepare<[Change]>('DELETE FROM confirmation_days WHERE address_hash = :before'),
}));

function end(session: Session, at: Instant): void {
  const done = { mark: sql`next_mark`, nextMark: null, rehashedTo: null };
  session.db
    .update(addressKey)
    .set(done)
    .where(and(eq(addressKey.id, ROW), isNotNull(addressKey.nextMark)))
    .run();
  const { readers, ofNobody } = counted(session);
  const detail = `${readers} readers, and ${ofNobody} suppressions of nobody who is known`;
  record(session, at, 'addresses.rehashed', 'addresses', detail);
}
