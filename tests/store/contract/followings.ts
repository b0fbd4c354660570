import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { Store } from '../../../src/store/store.ts';
import { seriesStage } from '../../support/series-stage.ts';
import { addActiveReaders, addPendingReader, readerAt, T0 } from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';

/** Series that readers asked for from their beginning. */
export function followingsContract(open: OpenSubject): void {
  let store: Store;
  let alice: SubscriberId;
  const { publish, openAll, follow, due, sendPart } = seriesStage(() => store);
  beforeEach(async () => {
    store = (await open()).store;
    await publish(1, T0 - 14 * DAY);
    await openAll('regular:raft-1', T0 - 14 * DAY);
    await addActiveReaders(store, [ALICE], T0);
    alice = (await readerAt(store, ALICE)).id;
  });

  describe('asking', () => {
    it('is kept with its end, and said in the history', async () => {
      expect(await follow(alice, ['raft'], T0 + 1)).toBe('saved');
      expect(await follow(alice, ['raft'], T0 + 2)).toBe('unchanged');
      expect(await store.followingsOf(alice)).toEqual([{ series: 'raft', since: T0 + 1, ended: null }]);
      expect((await store.events(1))[0]).toMatchObject({ kind: 'subscriber.followed', detail: 'raft' });
      await sendPart(1, 1);
      await follow(alice, [], T0 + 20 * DAY);
      expect(await store.followingsOf(alice)).toEqual([
        { series: 'raft', since: T0 + 1, ended: { at: T0 + 20 * DAY, why: 'reader' } },
      ]);
      expect((await store.storedAbout(alice))?.followings).toHaveLength(1);
    });

    it('and stopping however often leaves no more behind than lists were frozen', async () => {
      for (let round = 0; round < 5; round += 1) {
        await follow(alice, ['raft']);
        await follow(alice, []);
      }
      expect(await store.followingsOf(alice)).toEqual([]);
    });

    it('ends with leaving, and Undo brings it back', async () => {
      await follow(alice, ['raft']);
      await store.unsubscribe(alice, 'page', T0 + 1);
      expect((await store.followingsOf(alice))[0]?.ended).toEqual({ at: T0 + 1, why: 'left' });
      expect(await due(1)).toEqual([]);
      // A page that was open meanwhile asks in vain.
      await follow(alice, ['raft'], T0 + 1);
      await store.undoUnsubscribe(alice, T0 + 2);
      expect(await store.followingsOf(alice)).toEqual([{ series: 'raft', since: T0, ended: null }]);
      expect(await due(1)).toEqual(['raft-1']);
    });

    it('does not come back with a fresh opt-in, and Undo brings back only what leaving had ended', async () => {
      await follow(alice, ['raft']);
      await sendPart(1, 1);
      await follow(alice, ['clocks'], T0 + 15 * DAY);
      await store.unsubscribe(alice, 'page', T0 + 16 * DAY);
      await store.undoUnsubscribe(alice, T0 + 16 * DAY);
      const open = (await store.followingsOf(alice)).filter(({ ended }) => ended === null);
      expect(open.map(({ series }) => series)).toEqual(['clocks']);
      await store.unsubscribe(alice, 'page', T0 + 17 * DAY);
      await addPendingReader(store, ALICE, T0 + 18 * DAY);
      await store.confirm(alice, T0 + 18 * DAY, T0 + 18 * DAY);
      expect((await store.followingsOf(alice)).every(({ ended }) => ended !== null)).toBe(true);
    });

    it('is forgotten by erasing, also in the history, and kept by a change of address', async () => {
      await follow(alice, ['raft']);
      const wanted = { address: 'new@example.org' as never, addressHash: 'other' };
      await store.askForAddress(alice, wanted, T0);
      expect(await store.changeAddress(alice, 'other', T0)).toBe(true);
      expect(await store.followingsOf(alice)).toHaveLength(1);
      await store.erase(alice, T0 + 1);
      expect(await store.followingsOf(alice)).toEqual([]);
      const told = await store.eventsAbout([String(alice)]);
      expect(told.filter(({ detail }) => detail === 'raft')).toEqual([]);
    });
  });
}
