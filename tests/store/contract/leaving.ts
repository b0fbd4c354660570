import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, beginMails, settle } from '../../support/ledger-turns.ts';
import {
  addActiveReaders,
  addPendingReader,
  address,
  hashOf,
  newSubscriber,
  openEdition,
  readerAt,
  T0,
  takeLease,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';

/** Readers leaving, thinking again, and being forgotten. */
export function leavingContract(open: OpenSubject): void {
  let store: Store;
  let alice: SubscriberId;
  beforeEach(async () => {
    store = (await open()).store;
    await addActiveReaders(store, [ALICE]);
    alice = (await readerAt(store, ALICE)).id;
  });

  describe('unsubscribing', () => {
    it('takes effect once, and repeating it is no fault', async () => {
      expect(await store.unsubscribe(alice, 'one-click', T0)).toBe('unsubscribed');
      expect(await store.unsubscribe(alice, 'page', T0 + 1)).toBe('unchanged');
      expect((await readerAt(store, ALICE)).state).toEqual({
        kind: 'unsubscribed',
        since: T0,
        how: 'one-click',
      });
    });

    it('can be undone for a day', async () => {
      await store.unsubscribe(alice, 'page', T0);
      expect(await store.undoUnsubscribe(alice, T0 + DAY)).toBe(true);
      expect(await store.undoUnsubscribe(alice, T0 + DAY)).toBe(false);
      expect((await readerAt(store, ALICE)).state.kind).toBe('active');
      await store.unsubscribe(alice, 'page', T0);
      expect(await store.undoUnsubscribe(alice, T0 + DAY + 1)).toBe(false);
    });

    it('cannot be undone into a subscription that was never confirmed', async () => {
      const bob = await addPendingReader(store, 'bob@example.org');
      expect(await store.unsubscribe(bob, 'page', T0)).toBe('unsubscribed');
      expect(await store.undoUnsubscribe(bob, T0)).toBe(false);
    });

    it('cannot be undone by one who asked to return and then said no', async () => {
      await store.unsubscribe(alice, 'page', T0);
      await addPendingReader(store, ALICE, T0 + 1);
      await store.unsubscribe(alice, 'mail', T0 + 2);
      expect(await store.undoUnsubscribe(alice, T0 + 3)).toBe(false);
      expect((await readerAt(store, ALICE)).state.kind).toBe('unsubscribed');
    });
  });

  describe('erasing', () => {
    it('forgets the address, keeps the ledger, and suppresses the hash', async () => {
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [begun] = await begin(store, id, 1, epoch, T0);
      if (begun === undefined) throw new Error('nothing was begun');
      const settlement = { kind: 'sent', reply: `250 Ok, ${ALICE}` } as const;
      await settle(store, [{ id: begun.id, settlement, suppress: false }], epoch, T0);
      expect(await store.erase(alice, T0)).toBe(true);
      expect(await store.subscriberById(alice)).toBeNull();
      expect(await store.subscriberByAddress(address(ALICE))).toBeNull();
      expect(await store.subscribers(null, null, 10)).toEqual([]);
      expect(await store.suppressionOf(hashOf(ALICE))).toBe('erased');
      expect(await store.ledger(id)).toMatchObject({ audience: 1, sent: 1 });
      expect(await store.deliveries(id, null, null, 10)).toMatchObject([
        { address: null, subscriber: alice, state: { kind: 'sent', reply: '' } },
      ]);
    });

    it('forgets what relays said of the address, also on the way', async () => {
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [begun] = await begin(store, id, 1, epoch, T0);
      if (begun === undefined) throw new Error('nothing was begun');
      const settlement = { kind: 'deferred', until: T0 + DAY, reply: `451 ${ALICE} later` } as const;
      await settle(store, [{ id: begun.id, settlement, suppress: false }], epoch, T0);
      expect(await store.deliveryNotes(begun.id)).toMatchObject([{ detail: `451 ${ALICE} later` }]);
      await store.erase(alice, T0);
      expect(await store.deliveryNotes(begun.id)).toMatchObject([{ to: 'deferred', detail: null }]);
    });

    it('stops what was still to be sent', async () => {
      const { id } = await openEdition(store);
      await store.erase(alice, T0);
      const epoch = await takeLease(store);
      expect(await begin(store, id, 1, epoch, T0)).toEqual([]);
      expect(await beginMails(store, 10, epoch, T0)).toEqual([]);
      expect(await store.countMails()).toMatchObject({ queued: 0, failed: 2 });
    });

    it('happens once, and leaving afterwards is no fault', async () => {
      await store.erase(alice, T0);
      expect(await store.erase(alice, T0)).toBe(false);
      expect(await store.unsubscribe(alice, 'one-click', T0)).toBe('unchanged');
      expect(await store.undoUnsubscribe(alice, T0)).toBe(false);
    });

    it('lets the person come back by a fresh opt-in, as somebody new', async () => {
      await store.erase(alice, T0);
      const [again] = await addActiveReaders(store, [ALICE], T0 + DAY);
      expect(again).not.toBe(alice);
      expect(await store.suppressionOf(hashOf(ALICE))).toBeNull();
    });

    it('does not open the door that a complaint closed', async () => {
      await store.suppress(hashOf(ALICE), 'complained', T0);
      await store.erase(alice, T0);
      expect(await store.suppressionOf(hashOf(ALICE))).toBe('complained');
      expect(await store.subscribe(newSubscriber(ALICE), T0)).toEqual({ kind: 'suppressed' });
    });
  });

  it('replaces a bounce by a complaint, and not the other way round', async () => {
    await store.suppress(hashOf(ALICE), 'bounced', T0);
    await store.suppress(hashOf(ALICE), 'complained', T0);
    await store.suppress(hashOf(ALICE), 'bounced', T0);
    expect(await store.suppressionOf(hashOf(ALICE))).toBe('complained');
  });
}
