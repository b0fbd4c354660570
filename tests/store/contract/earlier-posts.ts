import { beforeEach, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { EarlierPost } from '../../../src/store/publication-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { seriesStage, slot } from '../../support/series-stage.ts';
import { addActiveReaders, newPublication, readerAt, T0, topicId } from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';

function earlierPost(part: number, change: Partial<EarlierPost> = {}): EarlierPost {
  const { slot: _, ...post } = newPublication({
    topic: topicId(`raft-${part}`),
    title: `Raft ${part}`,
    part,
    at: T0 - (90 - part) * DAY,
  });
  return { ...post, ...change };
}

/** Posts that came out before Fortnight. */
export function earlierPostsContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  let alice: SubscriberId;
  const { publish, openAll, follow, due, create, readersOf, end, sendPart } = seriesStage(() => store);

  beforeEach(async () => {
    subject = await open();
    store = subject.store;
    await addActiveReaders(store, [ALICE], T0);
    alice = (await readerAt(store, ALICE)).id;
  });

  it('are kept once, without a slot and without a mailing, and the schedule knows them as such', async () => {
    expect(await store.recordEarlier(earlierPost(1), T0)).toBe(true);
    expect(await store.recordEarlier(earlierPost(1), T0 + 1)).toBe(false);
    expect(await store.editions()).toEqual([]);
    expect(await store.publications()).toMatchObject([
      { topic: 'raft-1', slot: null, at: T0 - 89 * DAY, earlierSince: T0, withdrawnAt: null },
    ]);
    expect((await store.scheduleFacts()).publications).toEqual([
      {
        topic: 'raft-1',
        slot: null,
        at: T0 - 89 * DAY,
        title: 'Raft 1',
        withdrawn: false,
        earlier: true,
      },
    ]);
    expect((await store.events(1))[0]).toMatchObject({ kind: 'post.earlier', subject: 'raft-1' });
  });

  it('move to another day, and keep since when they are known', async () => {
    await store.recordEarlier(earlierPost(1), T0);
    expect(await store.recordEarlier(earlierPost(1, { at: 5 }), T0 + 1)).toBe(true);
    expect(await store.publications()).toMatchObject([{ at: 5, earlierSince: T0 }]);
  });

  it('leave what Fortnight published as it is, and are not published by it', async () => {
    await publish(1, T0);
    expect(await store.recordEarlier(earlierPost(1), T0)).toBe(false);
    expect(await store.publications()).toMatchObject([{ at: T0, earlierSince: null }]);
    await store.recordEarlier(earlierPost(2), T0);
    expect(await store.publish(newPublication({ topic: topicId('raft-2') }))).toBe('already-recorded');
    expect((await store.scheduleFacts()).slots).toEqual([]);
  });

  it('come by a series one after the other, each once, and go on with what is published, also after a kill', async () => {
    for (const part of [1, 2]) await store.recordEarlier(earlierPost(part), T0);
    await publish(3, T0);
    await end(await openAll('regular:raft-3', T0), 'sent', T0);
    await follow(alice, ['raft']);
    for (const part of [1, 2]) {
      expect(await due(part)).toEqual([`raft-${part}`]);
      const key = await create(part, part);
      store = await subject.reopen();
      const id = await openAll(key, slot(part).at + HOUR);
      expect(await readersOf(id)).toEqual([alice]);
      await end(id, 'sent', slot(part).at + HOUR);
      expect(await store.ledger(id)).toMatchObject({ audience: 1, sent: 1 });
      expect(await due(part)).toEqual([]);
    }
    // She had part 3 by its own mailing.
    expect(await due(3)).toEqual([]);
  });

  it('come in the slot after the moment since which they are known', async () => {
    await follow(alice, ['raft']);
    await store.recordEarlier(earlierPost(1), slot(1).at);
    expect(await due(1)).toEqual([]);
    expect(await due(2)).toEqual(['raft-1']);
  });

  it('wait for a part before them that is missing', async () => {
    for (const part of [1, 3]) await store.recordEarlier(earlierPost(part), T0);
    await follow(alice, ['raft']);
    expect(await due(1, new Map([['raft', 1]]))).toEqual([]);
    expect(await due(1, new Map([['raft', 2]]))).toEqual(['raft-1']);
    await sendPart(1, 1);
    expect(await due(2, new Map([['raft', 2]]))).toEqual([]);
    expect(await due(2, new Map([['other', 2]]))).toEqual(['raft-3']);
  });

  it('can be taken back, and then come no more', async () => {
    await store.recordEarlier(earlierPost(1), T0);
    await follow(alice, ['raft']);
    expect(await store.withdraw(topicId('raft-1'), T0)).toBe('withdrawn');
    expect(await due(1)).toEqual([]);
  });

  it('are forgotten only while no mailing was made of them', async () => {
    for (const part of [1, 2]) await store.recordEarlier(earlierPost(part), T0);
    await publish(3, T0);
    await create(1, 1);
    const forget = (part: number) => store.forgetEarlier(topicId(`raft-${part}`), T0);
    expect([await forget(1), await forget(2), await forget(3), await forget(4)]).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect((await store.publications()).map(({ topic }) => topic)).toEqual(['raft-1', 'raft-3']);
  });
}
