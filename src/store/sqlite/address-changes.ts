import { and, count, eq, gt, lt, sql } from 'drizzle-orm';
import { DAY, type Instant } from '../../core/clock.ts';
import { uniqueForm } from '../../core/email-address.ts';
import { ADDRESS_LINK_LIFETIME, ASKS_A_DAY } from '../../domain/readers/address-change.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { NewAddress, PreferenceStore } from '../preference-store.ts';
import { record } from './history.ts';
import { subscribers, wantedAddresses } from './schema/readers.ts';
import { singleMails } from './schema/sending.ts';
import type { Session } from './session.ts';
import { enqueue } from './single-mails.ts';
import type { SubscriberRow } from './subscriber-rows.ts';
import { suppressionOf } from './suppressions.ts';

type AddressVerbs = Pick<PreferenceStore, 'askForAddress' | 'wantedAddress' | 'changeAddress' | 'movedAt'>;

/** Readers who move to another address: asked for by who has the old one, confirmed by who has the new one. */
export function addressChangeVerbs(session: Session): AddressVerbs {
  return {
    askForAddress: async (id, wanted, at) => session.write(() => ask(session, id, wanted, at)),
    wantedAddress: async (id) => session.read(() => wantedBy(session, id)),
    changeAddress: async (id, addressHash, at) => session.write(() => change(session, id, addressHash, at)),
    movedAt: async (id) => session.read(() => movedAt(session, id)),
  };
}

function ask(session: Session, id: SubscriberId, wanted: NewAddress, at: Instant): boolean {
  const { db } = session;
  // Whatever was never confirmed belongs to somebody who perhaps never asked for it.
  db.delete(wantedAddresses)
    .where(lt(wantedAddresses.askedAt, at - ADDRESS_LINK_LIFETIME))
    .run();
  if (activeRow(session, id) === undefined || !isFree(session, wanted)) return false;
  if (wantedBy(session, id)?.addressHash === wanted.addressHash) return false;
  const day = new Date(at).toISOString().slice(0, 10);
  const mail = {
    key: `new-address:${wanted.addressHash}:${day}`,
    to: wanted.address,
    content: { kind: 'new-address', subscriber: id, addressHash: wanted.addressHash },
  } as const;
  // Who comes back to an address that was asked today need not wait until tomorrow: the link in that mail is good again.
  const asked = wasMailed(session, mail.key, id);
  if (!asked && askedToday(session, id, at) >= ASKS_A_DAY) return false;
  if (!asked && !enqueue(session, mail, at)) return false;
  record(session, at, 'subscriber.address-asked', id);
  const row = { ...wanted, askedAt: at };
  db.insert(wantedAddresses)
    .values({ subscriber: id, ...row })
    .onConflictDoUpdate({ target: wantedAddresses.subscriber, set: row })
    .run();
  return true;
}

function change(session: Session, id: SubscriberId, addressHash: string, at: Instant): boolean {
  const { db } = session;
  const reader = activeRow(session, id);
  const wanted = wantedBy(session, id);
  if (reader === undefined || reader.address === null || wanted?.addressHash !== addressHash) return false;
  if (!isFree(session, wanted)) return false;
  record(session, at, 'subscriber.address-changed', id);
  const moved = { ...wanted, uniqueForm: uniqueForm(wanted.address), addressAt: at };
  db.update(subscribers).set(moved).where(eq(subscribers.id, id)).run();
  db.delete(wantedAddresses).where(eq(wantedAddresses.subscriber, id)).run();
  const content = { kind: 'address-changed', subscriber: id } as const;
  enqueue(session, { key: `address-changed:${id}:${at}`, to: reader.address, content }, at);
  return true;
}

function movedAt({ db }: Session, id: SubscriberId): Instant | null {
  const { addressAt } = subscribers;
  return db.select({ addressAt }).from(subscribers).where(eq(subscribers.id, id)).get()?.addressAt ?? null;
}

function activeRow({ db }: Session, id: SubscriberId): SubscriberRow | undefined {
  return db
    .select()
    .from(subscribers)
    .where(and(eq(subscribers.id, id), eq(subscribers.state, 'active')))
    .get();
}

/** Nobody's, and not suppressed for whatever reason. The reader's own, written otherwise, is somebody's too. */
function isFree(session: Session, { address, addressHash }: NewAddress): boolean {
  const form = eq(subscribers.uniqueForm, uniqueForm(address));
  const owner = session.db.select({ id: subscribers.id }).from(subscribers).where(form).get();
  return owner === undefined && suppressionOf(session, addressHash) === null;
}

function wasMailed({ db }: Session, key: string, id: SubscriberId): boolean {
  const own = and(eq(singleMails.key, key), eq(singleMails.subscriber, id));
  return db.select({ id: singleMails.id }).from(singleMails).where(own).get() !== undefined;
}

/** Counted by the mails that were written, also those to addresses which the reader has thought better of. */
function askedToday({ db }: Session, id: SubscriberId, at: Instant): number {
  const own = and(
    eq(singleMails.subscriber, id),
    gt(singleMails.createdAt, at - DAY),
    sql`${singleMails.content} ->> 'kind' = 'new-address'`,
  );
  return db.select({ mails: count() }).from(singleMails).where(own).get()?.mails ?? 0;
}

function wantedBy({ db }: Session, id: SubscriberId): NewAddress | null {
  const { address, addressHash } = wantedAddresses;
  return (
    db
      .select({ address, addressHash })
      .from(wantedAddresses)
      .where(eq(wantedAddresses.subscriber, id))
      .get() ?? null
  );
}
