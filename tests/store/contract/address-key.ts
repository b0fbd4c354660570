import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  addActiveReaders,
  addPendingReader,
  address,
  hashOf,
  newSubscriber,
  T0,
} from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const [ALICE, BOB, CAROL, DAVE] = [
  'alice@example.org',
  'bob@example.net',
  'carol@example.com',
  'dave@example.org',
];
/** What another key makes of an address. */
const newHashOf = (text: string) => hashOf(`new+${text}`);

/** With which key addresses are hashed, and how they get another. */
export function addressKeyContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
  });

  describe('noting the key', () => {
    it('shows the first and the last address that has a hash, as long as none is noted', async () => {
      expect(await store.addressKeyState()).toEqual({ kind: 'unmarked', samples: [] });
      const [alice] = await addActiveReaders(store, [ALICE, BOB]);
      await addPendingReader(store, CAROL);
      await store.erase(alice as SubscriberId, T0);
      const samples = [BOB, CAROL].map((text) => ({ address: address(text), addressHash: hashOf(text) }));
      expect(await store.addressKeyState()).toEqual({ kind: 'unmarked', samples });
    });

    it('is done once: who comes later is told what is noted', async () => {
      const marked = { kind: 'marked', mark: 'first' };
      expect(await store.adoptAddressKey('first')).toEqual(marked);
      expect(await subject.another().adoptAddressKey('second')).toEqual(marked);
      expect(await (await subject.reopen()).addressKeyState()).toEqual(marked);
    });
  });

  describe('hashing anew', () => {
    const rehashNext = async (limit: number) => {
      const readers = await store.readersToRehash(limit);
      await store.rehash(readers.map((one) => ({ id: one.id, addressHash: newHashOf(one.address) })));
      return readers.map((one) => one.address);
    };

    it('takes reader by reader, goes on after a kill, and then notes the new key', async () => {
      await addActiveReaders(store, [ALICE, BOB, CAROL]);
      await store.adoptAddressKey('old');
      await store.beginRehash('new');
      expect(await store.addressKeyState()).toEqual({ kind: 'rehashing', to: 'new' });
      expect(await rehashNext(2)).toEqual([ALICE, BOB]);
      store = await subject.reopen();
      await store.beginRehash('new');
      expect(await rehashNext(2)).toEqual([CAROL]);
      expect(await rehashNext(2)).toEqual([]);
      await store.endRehash(T0);
      expect(await store.addressKeyState()).toEqual({ kind: 'marked', mark: 'new' });
      expect(await store.events(1)).toMatchObject([{ kind: 'addresses.rehashed', subject: 'addresses' }]);
    });

    it('begins with the first reader when it is for yet another key', async () => {
      await addActiveReaders(store, [ALICE, BOB]);
      await store.beginRehash('new');
      await rehashNext(1);
      await store.beginRehash('newer');
      expect(await rehashNext(9)).toEqual([ALICE, BOB]);
    });

    it('takes the suppression of a known reader along, and leaves what is of nobody', async () => {
      await addActiveReaders(store, [ALICE]);
      await store.suppress(hashOf(ALICE), 'complained', T0);
      await store.suppress(hashOf(CAROL), 'author', T0 + 1);
      expect(await store.countHashed()).toEqual({ readers: 1, ofNobody: 1 });
      await store.beginRehash('new');
      await rehashNext(9);
      expect(await store.suppressions('', 9)).toEqual(
        [
          { addressHash: newHashOf(ALICE), reason: 'complained', at: T0 },
          { addressHash: hashOf(CAROL), reason: 'author', at: T0 + 1 },
        ].toSorted((one, other) => (one.addressHash < other.addressHash ? -1 : 1)),
      );
      expect(await store.countHashed()).toEqual({ readers: 1, ofNobody: 1 });
    });

    it('weakens no reason for good that is noted under the new hash', async () => {
      await addActiveReaders(store, [ALICE, BOB]);
      await store.suppress(hashOf(ALICE), 'bounced', T0);
      await store.suppress(newHashOf(ALICE), 'author', T0);
      await store.suppress(hashOf(BOB), 'complained', T0);
      await store.suppress(newHashOf(BOB), 'bounced', T0);
      await store.beginRehash('new');
      await rehashNext(9);
      expect(await store.suppressionOf(newHashOf(ALICE))).toBe('author');
      expect(await store.suppressionOf(newHashOf(BOB))).toBe('complained');
      expect(await store.suppressions('', 9)).toHaveLength(2);
    });

    it('does not forget that an address was mailed a confirmation today', async () => {
      await addPendingReader(store, BOB);
      await store.beginRehash('new');
      await rehashNext(9);
      const again = { ...newSubscriber(BOB), addressHash: newHashOf(BOB) };
      expect(await store.subscribe(again, T0)).toMatchObject({ kind: 'pending', mailed: false });
      expect(await store.subscribe(again, T0 + DAY)).toMatchObject({ kind: 'pending', mailed: true });
    });

    it('forgets addresses that were asked for and not confirmed, so that they can be asked for again', async () => {
      const [alice = 0 as SubscriberId] = await addActiveReaders(store, [ALICE]);
      await store.askForAddress(alice, { address: address(DAVE), addressHash: hashOf(DAVE) }, T0);
      await store.beginRehash('new');
      await rehashNext(9);
      expect(await store.wantedAddress(alice)).toBeNull();
      const asked = { address: address(DAVE), addressHash: newHashOf(DAVE) };
      expect(await store.askForAddress(alice, asked, T0)).toBe(true);
    });
  });
}
