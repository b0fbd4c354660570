import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../../src/core/clock.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  addPendingReader,
  editionAt,
  frozenContent,
  hashOf,
  importedReader,
  newPublication,
  slotDate,
  T0,
  takeLease,
  topicId,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const RAFT = topicId('raft-1');

/** What each verb writes down beside its change. */
export function historyContract(open: OpenSubject): void {
  let store: Store;
  beforeEach(async () => {
    store = (await open()).store;
  });

  const told = async (): Promise<readonly string[]> =>
    (await store.events(100))
      .map(({ kind, subject, detail }) => [kind, subject, detail].filter(Boolean).join(' '))
      .reverse();

  it('lists what happened, newest first', async () => {
    await addPendingReader(store, 'bob@example.org');
    await takeLease(store, 'one', T0 + 2);
    expect(await store.events(2)).toEqual([
      { at: T0 + 2, kind: 'lease.taken', subject: '1', detail: 'one' },
      { at: T0, kind: 'subscriber.pending', subject: '1', detail: 'form' },
    ]);
    expect(await store.events(1)).toHaveLength(1);
  });

  it('tells how a post came out and an edition went', async () => {
    await store.beginFrom(slotDate('2026-11-24'), T0);
    const missed = { kind: 'missed', reason: 'late' } as const;
    await store.closeSlots([{ date: slotDate('2026-11-24'), instant: T0, outcome: missed }], T0, []);
    await store.publish(newPublication());
    const { id } = await editionAt(store);
    await store.holdEdition(id, T0);
    await store.approveEdition(id, 'c0ffee', true, T0);
    await store.freezeEdition(id, frozenContent(), T0);
    await store.openDeliveries(id, 10, T0);
    await store.completeEdition(id, null, T0);
    expect(await told()).toEqual([
      'begin.from 2026-11-24',
      'slot.missed 2026-11-24 late',
      'slot.published 2026-12-08 raft-1',
      'post.published raft-1 2026-12-08',
      'edition.pending regular:raft-1',
      'edition.held regular:raft-1',
      'edition.approved regular:raft-1 send now',
      'edition.opening regular:raft-1 c0ffee',
      'edition.open regular:raft-1 0',
      'edition.complete regular:raft-1',
    ]);
  });

  it('tells how a post was changed and taken back', async () => {
    await store.publish(newPublication({ slot: null }));
    await store.revise(RAFT, newPublication({ title: 'New' }), T0);
    await store.withdraw(RAFT, T0);
    expect((await told()).slice(2)).toEqual([
      'post.revised raft-1',
      'post.withdrawn raft-1',
      'edition.cancelled regular:raft-1 withdrawn',
    ]);
  });

  it('tells how a reader came and went, without an address', async () => {
    const bob = await addPendingReader(store, 'bob@example.org');
    await store.confirm(bob, T0, T0);
    await store.unsubscribe(bob, 'page', T0);
    await store.undoUnsubscribe(bob, T0);
    await store.importSubscribers(
      [importedReader('anna@example.org'), importedReader('bob@example.org')],
      T0,
    );
    await store.suppress(hashOf('carol@example.org'), 'complained', T0);
    await store.erase(bob, T0);
    expect(await told()).toEqual([
      'subscriber.pending 1 form',
      'subscriber.confirmed 1',
      'subscriber.unsubscribed 1 page',
      'subscriber.returned 1',
      'subscriber.imported 2 rows added 1, known 1',
      `suppression.added ${hashOf('carol@example.org')} complained`,
      'suppression.added 1 erased',
      'subscriber.erased 1',
    ]);
  });

  describe('when nothing changed', () => {
    it('tells nothing', async () => {
      await store.publish(newPublication());
      const before = await told();
      await store.publish(newPublication());
      await store.revise(RAFT, newPublication(), T0 + HOUR);
      await store.suppress('h', 'bounced', T0);
      await store.suppress('h', 'bounced', T0);
      expect((await told()).slice(before.length)).toEqual(['suppression.added h bounced']);
    });
  });
}
