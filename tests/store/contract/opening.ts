import { beforeEach, describe, expect, it } from 'vitest';
import type { Edition } from '../../../src/domain/deliveries/delivery.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin } from '../../support/ledger-turns.ts';
import {
  addActiveReaders,
  addPendingReader,
  editionAt,
  frozenContent,
  hashOf,
  newPublication,
  T0,
  topicId,
} from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

/** From pending to open: holds, approvals, the freeze and the audience. */
export function openingContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
  });

  const published = async (): Promise<Edition> => {
    await store.publish(newPublication());
    return editionAt(store);
  };

  describe('the quiet period', () => {
    it('holds a pending edition, and approving releases it', async () => {
      const { id } = await published();
      expect(await store.holdEdition(id, T0 + 1)).toBe(true);
      expect((await editionAt(store)).state).toEqual({ kind: 'held', since: T0 + 1 });
      expect(await store.freezeEdition(id, frozenContent(), T0 + 2)).toBe(false);
      expect(await store.approveEdition(id, 'c0ffee', true, T0 + 3)).toBe(true);
      const approved = { at: T0 + 3, hash: 'c0ffee' };
      expect(await editionAt(store)).toMatchObject({ state: { kind: 'pending' }, approved, sendNow: true });
    });

    it('takes back an earlier yes when the author holds', async () => {
      const { id } = await published();
      await store.approveEdition(id, 'c0ffee', true, T0);
      await store.holdEdition(id, T0);
      expect(await editionAt(store)).toMatchObject({ approved: null, sendNow: false });
    });

    it('says when it is too late to hold or approve', async () => {
      const { id } = await published();
      await store.freezeEdition(id, frozenContent(), T0);
      expect(await store.holdEdition(id, T0)).toBe(false);
      expect(await store.approveEdition(id, 'c0ffee', false, T0)).toBe(false);
    });
  });

  describe('the freeze', () => {
    it('keeps the content, once', async () => {
      const { id } = await published();
      expect(await store.frozenContent(id)).toBeNull();
      expect(await store.freezeEdition(id, frozenContent(), T0)).toBe(true);
      expect(await store.freezeEdition(id, frozenContent({ hash: 'other' }), T0)).toBe(false);
      expect(await store.frozenContent(id)).toEqual(frozenContent());
    });

    it('takes those who are active and not suppressed, and nobody else', async () => {
      await addActiveReaders(store, ['alice@example.org', 'carol@example.org']);
      await addPendingReader(store, 'bob@example.org');
      await store.suppress(hashOf('carol@example.org'), 'bounced', T0);
      const { id } = await published();
      await store.freezeEdition(id, frozenContent(), T0);
      expect(await store.openDeliveries(id, 10, T0)).toEqual({ written: 1, open: true });
      expect(await store.deliveries(id, null, null, 10)).toMatchObject([
        { address: 'alice@example.org', state: { kind: 'queued' }, attempts: 0 },
      ]);
    });

    it('leaves out who confirms later, even in the same millisecond', async () => {
      const bob = await addPendingReader(store, 'bob@example.org');
      const { id } = await published();
      await store.freezeEdition(id, frozenContent(), T0);
      await store.confirm(bob, T0, T0);
      expect(await store.openDeliveries(id, 10, T0)).toEqual({ written: 0, open: true });
    });

    it('takes a reader who confirmed while the clock was ahead', async () => {
      await addActiveReaders(store, ['alice@example.org'], T0 + 3_600_000);
      const { id } = await published();
      await store.freezeEdition(id, frozenContent(), T0);
      expect(await store.openDeliveries(id, 10, T0)).toEqual({ written: 1, open: true });
    });

    it('counts who left in between as skipped, so that the audience stays what it was', async () => {
      const [alice, anna, eve] = await addActiveReaders(store, [
        'alice@example.org',
        'anna@example.org',
        'e@e.org',
      ]);
      await addActiveReaders(store, ['carol@example.org']);
      const { id } = await published();
      await store.freezeEdition(id, frozenContent(), T0);
      if (alice !== undefined) await store.unsubscribe(alice, 'mail', T0);
      if (anna !== undefined) await store.erase(anna, T0);
      await store.suppress(hashOf('carol@example.org'), 'complained', T0);
      if (eve !== undefined) await store.unsubscribe(eve, 'page', T0);
      if (eve !== undefined) await store.undoUnsubscribe(eve, T0);
      await store.openDeliveries(id, 10, T0 + 1);
      expect((await store.deliveries(id, null, null, 10)).map(({ state }) => state)).toEqual([
        { kind: 'skipped', at: T0 + 1, reason: 'unsubscribed' },
        { kind: 'skipped', at: T0 + 1, reason: 'unsubscribed' },
        { kind: 'queued' },
        { kind: 'skipped', at: T0 + 1, reason: 'suppressed' },
      ]);
      expect(await store.ledger(id)).toMatchObject({ audience: 4, queued: 1, skipped: 3 });
    });
  });

  describe('writing the deliveries', () => {
    const five = [1, 2, 3, 4, 5].map((number) => `reader${number}@example.org`);

    it('goes on after a kill where it stopped', async () => {
      await addActiveReaders(store, five);
      const { id } = await published();
      await store.freezeEdition(id, frozenContent(), T0);
      expect(await store.openDeliveries(id, 2, T0)).toEqual({ written: 2, open: false });
      expect(await begin(store, id, 9, 1, T0)).toEqual([]);
      store = await subject.reopen();
      expect(await store.openDeliveries(id, 2, T0)).toEqual({ written: 2, open: false });
      expect(await store.openDeliveries(id, 2, T0)).toEqual({ written: 1, open: true });
      expect(await store.openDeliveries(id, 2, T0)).toEqual({ written: 0, open: true });
      expect(await store.ledger(id)).toMatchObject({ audience: 5, queued: 5 });
    });

    it('opens with the chunk after one that was exactly full', async () => {
      await addActiveReaders(store, five.slice(0, 2));
      const { id } = await published();
      await store.freezeEdition(id, frozenContent(), T0);
      expect(await store.openDeliveries(id, 2, T0)).toEqual({ written: 2, open: false });
      expect(await store.openDeliveries(id, 2, T0)).toEqual({ written: 0, open: true });
    });

    it('writes nothing for an edition that was not frozen', async () => {
      await addActiveReaders(store, five);
      const { id } = await published();
      expect(await store.openDeliveries(id, 2, T0)).toEqual({ written: 0, open: false });
    });

    it('lists deliveries by state, page by page', async () => {
      await addActiveReaders(store, five);
      const { id } = await published();
      await store.freezeEdition(id, frozenContent(), T0);
      await store.openDeliveries(id, 10, T0);
      const [first, second] = await store.deliveries(id, 'queued', null, 2);
      expect(second?.subscriber).toBe(2);
      const rest = await store.deliveries(id, 'queued', second?.id ?? null, 10);
      expect(rest.map(({ subscriber }) => subscriber)).toEqual([3, 4, 5]);
      expect(await store.deliveries(id, 'sent', first?.id ?? null, 10)).toEqual([]);
      const all = await store.deliveries(id, null, first?.id ?? null, 3);
      expect(all.map(({ subscriber }) => subscriber)).toEqual([2, 3, 4]);
    });
  });

  it('finds no edition that does not exist', async () => {
    const { id } = await published();
    expect(await store.editionByKey('regular:paxos')).toBeNull();
    expect((await store.editionById(id))?.topic).toBe(topicId('raft-1'));
  });
}
