import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import { parseIpAddress } from '../../../src/core/ip-address.ts';
import type { Store } from '../../../src/store/store.ts';
import { beginMails } from '../../support/ledger-turns.ts';
import {
  addActiveReaders,
  addPendingReader,
  address,
  importedReader,
  newSubscriber,
  openEdition,
  readerAt,
  T0,
  takeLease,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';
const BOB = 'bob@example.org';

/** What is forgotten when its time has come. */
export function retentionContract(open: OpenSubject): void {
  let store: Store;
  beforeEach(async () => {
    store = (await open()).store;
  });

  describe('a sign-up that nobody confirmed', () => {
    it('is forgotten, and its mail goes nowhere any more', async () => {
      await addPendingReader(store, BOB);
      expect(await store.forgetUnconfirmed(T0, 10, T0 + DAY)).toBe(0);
      expect(await store.forgetUnconfirmed(T0 + 1, 10, T0 + DAY)).toBe(1);
      expect(await store.subscriberByAddress(address(BOB))).toBeNull();
      expect(await store.countSubscribers()).toEqual({ pending: 0, active: 0, unsubscribed: 0 });
      const epoch = await takeLease(store);
      expect(await beginMails(store, 10, epoch, T0 + DAY)).toEqual([]);
      const expired = (await store.events(9)).filter(({ kind }) => kind === 'subscriber.expired');
      expect(expired).toEqual([
        { at: T0 + DAY, kind: 'subscriber.expired', subject: '1 rows', detail: null },
      ]);
    });

    it('can be made anew', async () => {
      const before = await addPendingReader(store, BOB);
      await store.forgetUnconfirmed(T0 + 1, 10, T0 + DAY);
      const after = await addPendingReader(store, BOB, T0 + DAY);
      expect(after).not.toBe(before);
      expect(await store.confirm(after, T0 + DAY, T0 + DAY)).toBe('confirmed');
      expect(await store.confirm(before, T0, T0 + DAY)).toBe('unknown');
    });

    it('goes a chunk at a time, the oldest first', async () => {
      for (let one = 0; one < 5; one += 1)
        await addPendingReader(store, `reader${one}@example.org`, T0 + one);
      expect(await store.forgetUnconfirmed(T0 + 4, 3, T0 + DAY)).toBe(3);
      expect(await store.subscriberByAddress(address('reader2@example.org'))).toBeNull();
      expect(await store.forgetUnconfirmed(T0 + 4, 3, T0 + DAY)).toBe(1);
      expect(await store.forgetUnconfirmed(T0 + 4, 3, T0 + DAY)).toBe(0);
      expect((await store.countSubscribers()).pending).toBe(1);
    });

    it('leaves active readers alone', async () => {
      await addActiveReaders(store, [ALICE]);
      expect(await store.forgetUnconfirmed(T0 + DAY, 10, T0 + DAY)).toBe(0);
      expect((await readerAt(store, ALICE)).state.kind).toBe('active');
    });

    it('leaves one who had left, and only asked to return, as somebody who left', async () => {
      const [alice] = await addActiveReaders(store, [ALICE]);
      const edition = await openEdition(store);
      if (alice === undefined) throw new Error('no Alice');
      await store.unsubscribe(alice, 'page', T0 + 5);
      await addPendingReader(store, ALICE, T0 + DAY);
      expect(await store.forgetUnconfirmed(T0 + 2 * DAY, 10, T0 + 40 * DAY)).toBe(1);
      expect((await readerAt(store, ALICE)).state).toEqual({
        kind: 'unsubscribed',
        since: T0 + 5,
        how: 'page',
      });
      expect(await store.deliveryTo(edition.id, alice)).not.toBeNull();
      expect(await store.importSubscribers([importedReader(ALICE)], T0 + 41 * DAY)).toEqual(['left']);
    });
  });

  it('shortens the IP address of a consent to its network, once', async () => {
    for (const [reader, ip] of [
      [ALICE, '192.0.2.7'],
      [BOB, '2001:db8:1:2::3'],
    ] as const) {
      const asked = newSubscriber(reader);
      const parsed = parseIpAddress(ip);
      if (parsed === null) throw new Error(ip);
      await store.subscribe({ ...asked, consent: { ...asked.consent, ip: parsed } }, T0);
    }
    expect(await store.shortenConsentIps(T0, 10)).toBe(0);
    expect(await store.shortenConsentIps(T0 + 1, 1)).toBe(1);
    expect(await store.shortenConsentIps(T0 + 1, 10)).toBe(1);
    expect(await store.shortenConsentIps(T0 + 1, 10)).toBe(0);
  });

  it('forgets marks of confirmations that count no more', async () => {
    await addPendingReader(store, BOB);
    expect(await store.forgetGuards(10, T0 + 364 * DAY)).toBe(0);
    expect(await store.forgetGuards(10, T0 + 365 * DAY)).toBe(1);
    expect(await store.forgetGuards(10, T0 + 365 * DAY)).toBe(0);
  });
}
