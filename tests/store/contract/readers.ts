import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  addActiveReaders,
  addPendingReader,
  address,
  hashOf,
  newSubscriber,
  readerAt,
  T0,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';
const BOB = 'bob@example.org';
const CAROL = 'carol@example.org';

/** Readers coming and staying. */
export function readersContract(open: OpenSubject): void {
  let store: Store;
  beforeEach(async () => {
    store = (await open()).store;
  });

  describe('subscribing', () => {
    it('makes a pending reader and one confirmation mail', async () => {
      const outcome = await store.subscribe(newSubscriber(BOB, 'Bob'), T0);
      const subscriber = { address: BOB, name: 'Bob', state: { kind: 'pending', since: T0 }, createdAt: T0 };
      expect(outcome).toMatchObject({ kind: 'pending', mailed: true, subscriber });
      expect((await store.countMails()).queued).toBe(1);
    });

    it('mails at most once a UTC day, however often someone asks', async () => {
      await addPendingReader(store, BOB, T0);
      expect(await store.subscribe(newSubscriber(BOB), T0 + HOUR)).toMatchObject({
        kind: 'pending',
        mailed: false,
      });
      expect(await store.subscribe(newSubscriber(BOB), T0 + DAY)).toMatchObject({
        kind: 'pending',
        mailed: true,
      });
    });

    it('knows a reader by any spelling of the address', async () => {
      await addPendingReader(store, 'Bob@example.org');
      await store.subscribe(newSubscriber('bob@EXAMPLE.org'), T0);
      expect(await store.subscribers(null, null, 10)).toHaveLength(1);
      expect((await readerAt(store, 'BOB@example.org')).address).toBe('Bob@example.org');
    });

    it('leaves an active reader as it is', async () => {
      await addActiveReaders(store, [ALICE]);
      const before = await store.countMails();
      expect(await store.subscribe(newSubscriber(ALICE, 'Mallory'), T0)).toMatchObject({
        kind: 'already-active',
        subscriber: { name: null, state: { kind: 'active' } },
      });
      expect(await store.countMails()).toEqual(before);
    });

    it.each(['complained', 'author'] as const)(
      'mails nothing to an address suppressed as %s',
      async (reason) => {
        await store.suppress(hashOf(CAROL), reason, T0);
        expect(await store.subscribe(newSubscriber(CAROL), T0)).toEqual({ kind: 'suppressed' });
        expect((await store.countMails()).queued).toBe(0);
        expect(await store.subscriberByAddress(address(CAROL))).toBeNull();
      },
    );

    it('lets a reader whose mailbox bounced opt in anew, which lifts the suppression', async () => {
      const [alice] = await addActiveReaders(store, [ALICE]);
      await store.suppress(hashOf(ALICE), 'bounced', T0);
      expect(await store.subscribe(newSubscriber(ALICE), T0 + DAY)).toMatchObject({
        kind: 'pending',
        mailed: true,
      });
      expect(await store.suppressionOf(hashOf(ALICE))).toBe('bounced');
      if (alice !== undefined) await store.confirm(alice, T0 + DAY, T0 + DAY);
      expect(await store.suppressionOf(hashOf(ALICE))).toBeNull();
      expect((await readerAt(store, ALICE)).state.kind).toBe('active');
    });
  });

  describe('confirming', () => {
    it('makes a pending reader active and welcomes them, once', async () => {
      const bob = await addPendingReader(store, BOB);
      expect(await store.confirm(bob, T0, T0 + 5)).toBe('confirmed');
      expect(await store.confirm(bob, T0, T0 + 6)).toBe('already-active');
      expect((await readerAt(store, BOB)).state).toEqual({ kind: 'active', since: T0 + 5 });
      expect((await store.countMails()).queued).toBe(2);
    });

    it('is unknown for a reader who never was', async () => {
      const bob = await addPendingReader(store, BOB);
      await store.erase(bob, T0);
      expect(await store.confirm(bob, T0, T0)).toBe('unknown');
    });

    it('does not bring back who has left since the link was made', async () => {
      const bob = await addPendingReader(store, BOB);
      await store.confirm(bob, T0, T0);
      await store.unsubscribe(bob, 'one-click', T0);
      expect(await store.confirm(bob, T0, T0 + 1)).toBe('left');
      expect((await readerAt(store, BOB)).state.kind).toBe('unsubscribed');
    });

    it('needs the new link after leaving and asking again', async () => {
      const [alice] = await addActiveReaders(store, [ALICE]);
      if (alice === undefined) throw new Error('no Alice');
      await store.unsubscribe(alice, 'page', T0 + HOUR);
      await addPendingReader(store, ALICE, T0 + DAY);
      expect(await store.confirm(alice, T0, T0 + DAY)).toBe('left');
      expect(await store.confirm(alice, T0 + DAY, T0 + DAY)).toBe('confirmed');
    });
  });

  it('lists readers by state, page by page', async () => {
    const [alice] = await addActiveReaders(store, [ALICE, CAROL]);
    await addPendingReader(store, BOB);
    expect((await store.subscribers('active', null, 10)).map((reader) => reader.address)).toEqual([
      ALICE,
      CAROL,
    ]);
    expect((await store.subscribers(null, alice ?? null, 10)).map((reader) => reader.address)).toEqual([
      CAROL,
      BOB,
    ]);
    expect(await store.subscribers(null, null, 1)).toHaveLength(1);
  });
}
