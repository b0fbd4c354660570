import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.ts';
import type { Store } from '../../../src/store/store.ts';
import { addPendingReader, address, hashOf, newSubscriber, readerAt, T0 } from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const BOB = 'bob@example.org';
const FLOOR = 3;

/** What keeps the doors from being used against strangers. */
export function guardsContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
  });

  /** So many strangers ask, guarded; what became of each. */
  async function flood(count: number, at = T0, name = 'stranger'): Promise<readonly string[]> {
    const kinds: string[] = [];
    for (let one = 0; one < count; one += 1)
      kinds.push((await store.subscribe(newSubscriber(`${name}${one}@example.org`), at, FLOOR)).kind);
    return kinds;
  }

  describe('confirmations for one address', () => {
    it('are three within a year, however often and by whatever spelling it is asked for', async () => {
      const mailed = [];
      for (let day = 0; day < 367; day += 1) {
        const outcome = await store.subscribe(
          newSubscriber(day % 2 === 0 ? BOB : 'BOB@example.org'),
          T0 + day * DAY,
        );
        if (outcome.kind === 'pending' && outcome.mailed) mailed.push(day);
      }
      expect(mailed).toEqual([0, 1, 2, 365, 366]);
    });

    it('stay counted when the reader has been erased: then nothing is written at all', async () => {
      const bob = await addPendingReader(store, BOB);
      await store.erase(bob, T0);
      expect(await store.subscribe(newSubscriber(BOB), T0 + HOUR)).toEqual({ kind: 'limited' });
      expect(await store.subscriberByAddress(address(BOB))).toBeNull();
      expect(await store.subscribe(newSubscriber(BOB), T0 + DAY)).toMatchObject({ mailed: true });
    });

    it('count those that are asked for again by an old link', async () => {
      const bob = await addPendingReader(store, BOB);
      expect(await store.mailConfirmation(bob, T0)).toBe(false);
      expect(await store.mailConfirmation(bob, T0 + DAY)).toBe(true);
      expect(await store.mailConfirmation(bob, T0 + 2 * DAY)).toBe(true);
      expect(await store.mailConfirmation(bob, T0 + 3 * DAY)).toBe(false);
      expect((await store.countMails()).queued).toBe(3);
    });

    it('are not sent to one who is no longer asked, or must not be mailed', async () => {
      const bob = await addPendingReader(store, BOB);
      await store.suppress(hashOf(BOB), 'complained', T0);
      expect(await store.mailConfirmation(bob, T0 + DAY)).toBe(false);
      const alice = await addPendingReader(store, 'alice@example.org');
      await store.confirm(alice, T0, T0);
      expect(await store.mailConfirmation(alice, T0 + DAY)).toBe(false);
    });
  });

  describe('a spike', () => {
    it('shuts the doors to everybody, and writes nothing more', async () => {
      expect(await flood(6)).toEqual(['pending', 'pending', 'pending', 'pending', 'paused', 'paused']);
      expect((await store.countSubscribers()).pending).toBe(4);
      expect((await store.countMails()).queued).toBe(4);
      expect(await store.signUpPause()).toEqual({ at: T0, until: T0 + HOUR, unconfirmed: 4, usual: 0 });
      const [event] = await store.events(1);
      expect(event).toMatchObject({ kind: 'doors.shut', detail: '4 unconfirmed within an hour' });
    });

    it('is remembered across a restart', async () => {
      await flood(4);
      store = await subject.reopen();
      expect(await flood(1, T0 + MINUTE, 'other')).toEqual(['paused']);
    });

    it('is over after an hour, and the next one within a day lasts for two', async () => {
      await flood(4);
      expect(await flood(5, T0 + HOUR, 'second')).toEqual([
        'pending',
        'pending',
        'pending',
        'pending',
        'paused',
      ]);
      expect(await store.signUpPause()).toMatchObject({ until: T0 + 3 * HOUR });
    });

    it('does not shut out the author, nor who has a mail to confirm by', async () => {
      await flood(5);
      expect(await store.subscribe(newSubscriber(BOB), T0)).toMatchObject({ kind: 'pending', mailed: true });
      const { id } = await readerAt(store, 'stranger0@example.org');
      expect(await store.confirm(id, T0, T0 + 1)).toBe('confirmed');
      expect(await store.mailConfirmation(id, T0 + 1)).toBe(false);
    });

    it('is none when readers confirm', async () => {
      for (let one = 0; one < 30; one += 1) {
        const outcome = await store.subscribe(newSubscriber(`reader${one}@example.org`), T0, FLOOR);
        if (outcome.kind !== 'pending') throw new Error(`number ${one} is ${outcome.kind}`);
        if (one % 3 === 0) await store.confirm(outcome.subscriber.id, T0, T0);
      }
      expect(await store.signUpPause()).toBeNull();
    });

    it('ends by the word of the author, who is not asked again for the same one', async () => {
      await flood(4);
      expect(await store.openDoors(T0 + MINUTE)).toBe(true);
      expect(await store.openDoors(T0 + MINUTE)).toBe(false);
      expect(await flood(3, T0 + MINUTE, 'late')).toEqual(['pending', 'pending', 'pending']);
      expect(await store.signUpTrend(FLOOR, T0 + MINUTE)).toMatchObject({ unconfirmed: 3, limit: FLOOR });
    });
  });
}
