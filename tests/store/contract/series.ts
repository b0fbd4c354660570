import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.ts';
import { PLAIN_PREFERENCES } from '../../../src/domain/readers/preferences.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, settle } from '../../support/ledger-turns.ts';
import { seriesStage, slot } from '../../support/series-stage.ts';
import {
  addActiveReaders,
  editionAt,
  frozenContent,
  hashOf,
  readerAt,
  T0,
  takeLease,
  topicId,
} from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';

/** Whose next part of a series a slot brings. */
export function seriesContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  let alice: SubscriberId;
  const { publish, openAll, follow, due, create, readersOf, end, sendPart } = seriesStage(() => store);

  /** Parts 1 to 3 of `raft` came out before Alice was there: nobody got them. */
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
    for (const part of [1, 2, 3]) {
      await publish(part, T0 - (4 - part) * 14 * DAY);
      await openAll(`regular:raft-${part}`, T0 - (4 - part) * 14 * DAY);
    }
    await addActiveReaders(store, [ALICE], T0);
    alice = (await readerAt(store, ALICE)).id;
  });

  describe('a slot', () => {
    it('brings the lowest part that was not sent, one after the other, and none to nobody', async () => {
      expect(await due(1)).toEqual([]);
      await follow(alice, ['raft']);
      expect(await due(1)).toEqual(['raft-1']);
      for (const part of [1, 2, 3]) {
        expect(await due(part)).toEqual([`raft-${part}`]);
        const id = await sendPart(part, part);
        expect(await readersOf(id)).toEqual([alice]);
        expect(await due(part)).toEqual([]);
      }
      expect(await due(4)).toEqual([]);
    });

    it('is not for who asked after its moment, was paused then, left, or must not be mailed', async () => {
      const [bob, carol] = await addActiveReaders(store, ['bob@example.org', 'carol@example.org']);
      if (bob === undefined || carol === undefined) throw new Error('two were added');
      await follow(alice, ['raft'], slot(1).at + 1);
      const paused = { ...PLAIN_PREFERENCES, pausedUntil: slot(1).at + 1, following: ['raft'] };
      await store.savePreferences(bob, { name: null, ...paused }, T0);
      await follow(carol, ['raft']);
      await store.suppress(hashOf('carol@example.org'), 'bounced', T0);
      expect(await due(1)).toEqual([]);
      expect(await due(2)).toEqual(['raft-1']);
      const id = await openAll(await create(1, 1), slot(1).at + HOUR);
      expect(await readersOf(id)).toEqual([]);
    });

    it('passes over what came by a regular edition, what was withdrawn, and what was never let out', async () => {
      await publish(4, T0);
      const regular = await openAll('regular:raft-4', T0);
      expect(await readersOf(regular)).toEqual([alice]);
      await end(regular, 'sent', T0);
      await publish(5, T0);
      await store.cancelEdition((await editionAt(store, 'regular:raft-5')).id, T0);
      await store.withdraw(topicId('raft-2'), T0);
      await follow(alice, ['raft']);
      await sendPart(1, 1);
      await sendPart(3, 2);
      expect(await due(3)).toEqual([]);
      expect((await store.readerPartsOf(alice)).map(({ part }) => part)).toEqual([1, 3, 4]);
    });

    it('leaves a new part to its own mailing, and brings it in the next slot to who did not get it', async () => {
      for (const part of [1, 2, 3]) await store.withdraw(topicId(`raft-${part}`), T0);
      const [dora] = await addActiveReaders(store, ['dora@example.org']);
      if (dora === undefined) throw new Error('one was added');
      const digest = { ...PLAIN_PREFERENCES, rhythm: 'monthly-digest', following: ['raft'] } as const;
      await store.savePreferences(dora, { name: null, ...digest }, T0);
      await follow(alice, ['raft']);
      await publish(4, slot(1).at);
      expect(await due(1)).toEqual([]);
      await end(await openAll('regular:raft-4', slot(1).at + HOUR), 'sent', slot(1).at + HOUR);
      expect(await due(1)).toEqual([]);
      expect(await due(2)).toEqual(['raft-4']);
      expect(await readersOf(await sendPart(4, 2))).toEqual([dora]);
    });

    it('waits for a copy on its way, and for a part that an edition brings already', async () => {
      await follow(alice, ['raft']);
      const key = await create(1, 1);
      await store.holdEdition((await editionAt(store, key)).id, slot(1).at);
      expect(await due(2)).toEqual([]);
      const { id } = await editionAt(store, key);
      await store.approveEdition(id, frozenContent().hash, false, slot(2).at);
      await openAll(key, slot(2).at + HOUR);
      expect(await due(3)).toEqual([]);
      await end(id, 'sent', slot(3).at);
      expect(await due(4)).toEqual(['raft-2']);
    });

    it('brings nothing too soon after the part before, however late that was', async () => {
      await follow(alice, ['raft']);
      const late = slot(2).at - 12 * DAY + 1;
      const id = await openAll(await create(1, 1), late);
      await end(id, 'sent', late);
      expect(await due(2)).toEqual([]);
      expect(await due(3)).toEqual(['raft-2']);
      // Also when it was recorded for somebody else.
      expect(await readersOf(await openAll(await create(2, 2), slot(2).at + HOUR))).toEqual([]);
    });

    it('brings every part that is somebody’s next, and each reader theirs alone', async () => {
      await follow(alice, ['raft']);
      await sendPart(1, 1);
      const [anna] = await addActiveReaders(store, ['anna@example.org']);
      if (anna === undefined) throw new Error('one was added');
      await follow(anna, ['raft'], T0 + 20 * DAY);
      expect(await due(2)).toEqual(['raft-1', 'raft-2']);
      expect(await readersOf(await sendPart(1, 2))).toEqual([anna]);
      expect(await readersOf(await sendPart(2, 2))).toEqual([alice]);
      expect(await due(2)).toEqual([]);
    });
  });

  describe('a copy that never came', () => {
    it('is made up for, when its edition was cancelled, and the old ledger adds up', async () => {
      await publish(4, T0);
      const { id } = await editionAt(store, 'regular:raft-4');
      await openAll('regular:raft-4', T0);
      await store.cancelEdition(id, T0);
      expect(await store.skipCancelled(id, 9, T0)).toBe(1);
      for (const part of [1, 2, 3]) await store.withdraw(topicId(`raft-${part}`), T0);
      await follow(alice, ['raft']);
      expect(await due(1)).toEqual(['raft-4']);
      expect(await readersOf(await sendPart(4, 1))).toEqual([alice]);
      expect(await store.ledger(id)).toMatchObject({ audience: 1, skipped: 1 });
      expect(await due(2)).toEqual([]);
    });

    it('is not tried again once a series has brought the post', async () => {
      await publish(4, T0);
      const id = await openAll('regular:raft-4', T0);
      await end(id, 'failed', T0);
      for (const part of [1, 2, 3]) await store.withdraw(topicId(`raft-${part}`), T0);
      await follow(alice, ['raft']);
      const part = await openAll(await create(4, 1), slot(1).at + HOUR);
      expect(await readersOf(part)).toEqual([alice]);
      expect(await store.retryFailed(id, { reason: null, subscribers: null }, slot(1).at)).toBe(0);
    });

    it('is not one that was sent again in doubt, and refused then: it may have come the first time', async () => {
      await publish(4, T0);
      const id = await openAll('regular:raft-4', T0);
      const lease = await takeLease(store);
      const [begun] = await begin(store, id, 9, lease, T0);
      if (begun === undefined) throw new Error('nothing was begun');
      const doubt = { id: begun.id, settlement: { kind: 'uncertain' }, suppress: false } as const;
      await settle(store, [doubt], lease, T0);
      const again = { how: 'resend', by: 'author', detail: null, subscribers: null } as const;
      await store.resolveUncertain(id, again, T0);
      await end(id, 'failed', T0);
      for (const part of [1, 2, 3]) await store.withdraw(topicId(`raft-${part}`), T0);
      await follow(alice, ['raft']);
      expect(await due(1)).toEqual([]);
    });

    it('because the series was refused is the author’s to try again: the reader goes on', async () => {
      await follow(alice, ['raft']);
      const id = await openAll(await create(1, 1), slot(1).at + HOUR);
      await end(id, 'failed', slot(1).at + HOUR);
      expect(await due(2)).toEqual(['raft-2']);
      expect(await store.retryFailed(id, { reason: null, subscribers: null }, slot(1).at)).toBe(1);
    });
  });

  it('is judged by what held at the freeze, across a kill', async () => {
    const [anna, bob] = await addActiveReaders(store, ['anna@example.org', 'bob@example.org']);
    if (anna === undefined || bob === undefined) throw new Error('two were added');
    for (const id of [alice, anna]) await follow(id, ['raft']);
    const key = await create(1, 1);
    const { id } = await editionAt(store, key);
    await store.freezeEdition(id, frozenContent(), slot(1).at);
    await follow(anna, [], slot(1).at);
    await follow(bob, ['raft'], T0);
    expect(await store.openDeliveries(id, 1, slot(1).at)).toEqual({ written: 1, open: false });
    store = await subject.reopen();
    while (!(await store.openDeliveries(id, 1, slot(1).at)).open);
    expect(await readersOf(id)).toEqual([alice, anna]);
    expect(await store.followedAtFreeze(id, anna)).toBe('yes');
    expect(await store.followedAtFreeze(id, bob)).toBe('no');
    expect(await store.followedAtFreeze((await editionAt(store)).id, alice)).toBeNull();
  });

  it('is corrected with the post, for those who got it by a series', async () => {
    await follow(alice, ['raft']);
    await sendPart(1, 1);
    const draft = { title: 'T', markdown: 'M' };
    const correction = { kind: 'correction', key: 'correction:raft-1', topic: topicId('raft-1') } as const;
    await store.createEdition({ ...correction, subject: 'S', draft, test: false }, T0 + 30 * DAY);
    expect(await readersOf(await openAll('correction:raft-1', T0 + 30 * DAY))).toEqual([alice]);
  });

  it('is tried out in test mode without any claim to the post', async () => {
    await follow(alice, ['raft']);
    const key = await create(1, 1, true);
    const id = await openAll(key, slot(1).at + HOUR);
    expect(await readersOf(id)).toEqual([alice]);
    expect(await store.seriesSlotOf(id)).toEqual({ series: 'raft', ...slot(1) });
    expect(await due(1)).toEqual(['raft-1']);
  });

  it('is withdrawn with the post while it waits', async () => {
    await follow(alice, ['raft']);
    const key = await create(1, 1);
    await store.withdraw(topicId('raft-1'), slot(1).at);
    expect((await editionAt(store, key)).state.kind).toBe('cancelled');
    expect(await due(2)).toEqual(['raft-2']);
  });

  it('ends for those who had all, when it has no more parts', async () => {
    const [anna] = await addActiveReaders(store, ['anna@example.org']);
    if (anna === undefined) throw new Error('one was added');
    await follow(alice, ['raft']);
    await sendPart(1, 1);
    for (const part of [2, 3]) await store.withdraw(topicId(`raft-${part}`), T0 + 15 * DAY);
    await follow(anna, ['raft'], T0 + 16 * DAY);
    expect(await store.countFollowers('raft')).toBe(2);
    expect(await store.endFinishedFollowings('raft', 10, T0 + 17 * DAY)).toBe(1);
    expect((await store.followingsOf(alice))[0]?.ended).toEqual({ at: T0 + 17 * DAY, why: 'complete' });
    expect((await store.followingsOf(anna))[0]?.ended).toBeNull();
    expect(await store.countFollowers('raft')).toBe(1);
    expect(await store.endFinishedFollowings('raft', 10, T0 + 17 * DAY)).toBe(0);
  });
}
