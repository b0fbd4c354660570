import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/clock.ts';
import type { BegunDelivery, Settlement } from '../../../src/domain/deliveries/delivery.ts';
import type { DeliverySettlement } from '../../../src/store/edition-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, claimOf, RELAY, settle } from '../../support/ledger-turns.ts';
import { addActiveReaders, hashOf, openEdition, T0, takeLease } from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const SENT: Settlement = { kind: 'sent', reply: '250 2.0.0 Ok' };
const GONE: Settlement = { kind: 'failed', reason: 'no-such-mailbox', reply: '550 5.1.1 unknown' };
const LATER: Settlement = { kind: 'deferred', until: T0 + 5 * MINUTE, reply: '451 4.7.1 greylisted' };

function settling(
  begun: BegunDelivery | undefined,
  settlement: Settlement,
  suppress = false,
): Omit<DeliverySettlement, 'relay'> {
  if (begun === undefined) throw new Error('nothing was begun');
  return { id: begun.id, settlement, suppress };
}

/** Begin, settle, retry, and what stops a message. */
export function sendingContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
  });

  describe('beginning', () => {
    it('tells what it is about to begin before it is durable, so that it can be prepared', async () => {
      await addActiveReaders(store, ['alice@example.org', 'bob@example.org', 'carol@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const told: (readonly BegunDelivery[])[] = [];
      const turn = {
        epoch,
        at: T0,
        settlements: [],
        prepare: (begun: readonly BegunDelivery[]) => told.push(begun),
      };
      const { begun } = await store.turnLedger({ ...turn, claim: claimOf(id, 2) });
      expect(begun).toHaveLength(2);
      expect(told).toEqual([begun]);
    });

    it('begins nothing of what it told when the turn fails', async () => {
      await addActiveReaders(store, ['alice@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const prepare = (): never => {
        throw new Error('no commit');
      };
      const failing = store.turnLedger({ epoch, at: T0, settlements: [], claim: claimOf(id, 1), prepare });
      await expect(failing).rejects.toThrow('no commit');
      expect(await store.ledger(id)).toMatchObject({ queued: 1, sending: 0 });
    });

    it('claims queued deliveries in order, with all that a message needs', async () => {
      const [alice, anna] = await addActiveReaders(store, ['alice@example.org', 'anna@example.org']);
      const { id } = await openEdition(store);
      const begun = await begin(store, id, 10, await takeLease(store), T0 + 1);
      expect(begun).toEqual([
        {
          id: 1,
          edition: id,
          subscriber: alice,
          address: 'alice@example.org',
          name: null,
          attempt: 1,
          firstBegunAt: T0 + 1,
          relay: RELAY,
          domain: 'example.org',
        },
        {
          id: 2,
          edition: id,
          subscriber: anna,
          address: 'anna@example.org',
          name: null,
          attempt: 1,
          firstBegunAt: T0 + 1,
          relay: RELAY,
          domain: 'example.org',
        },
      ]);
      expect(await store.ledger(id)).toMatchObject({ audience: 2, sending: 2, queued: 0 });
    });

    it('claims each delivery once, and no more than asked for', async () => {
      await addActiveReaders(store, ['a@example.org', 'b@example.org', 'c@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      expect(await begin(store, id, 2, epoch, T0)).toHaveLength(2);
      expect(await begin(store, id, 2, epoch, T0)).toHaveLength(1);
      expect(await begin(store, id, 2, epoch, T0)).toEqual([]);
    });

    it('skips readers who left or were suppressed since the edition was opened, and goes on to the next', async () => {
      const [alice] = await addActiveReaders(store, [
        'alice@example.org',
        'carol@example.org',
        'anna@example.org',
      ]);
      const { id } = await openEdition(store);
      if (alice !== undefined) await store.unsubscribe(alice, 'one-click', T0);
      await store.suppress(hashOf('carol@example.org'), 'complained', T0);
      const begun = await begin(store, id, 1, await takeLease(store), T0 + 1);
      expect(begun.map(({ address }) => address)).toEqual(['anna@example.org']);
      expect((await store.deliveries(id, 'skipped', null, 10)).map(({ state }) => state)).toEqual([
        { kind: 'skipped', at: T0 + 1, reason: 'unsubscribed' },
        { kind: 'skipped', at: T0 + 1, reason: 'suppressed' },
      ]);
    });

    it('begins nothing for an epoch that does not hold the lease', async () => {
      await addActiveReaders(store, ['alice@example.org']);
      const { id } = await openEdition(store);
      expect(await begin(store, id, 1, 1, T0)).toEqual([]);
      const epoch = await takeLease(store);
      await store.releaseLease('worker-1');
      expect(await begin(store, id, 1, epoch, T0)).toEqual([]);
    });
  });

  describe('settling', () => {
    it('records what became of each message', async () => {
      await addActiveReaders(store, ['a@example.org', 'b@example.org', 'c@example.org', 'd@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [a, b, c, d] = await begin(store, id, 4, epoch, T0);
      const uncertain = settling(d, { kind: 'uncertain' });
      await settle(
        store,
        [settling(a, SENT), settling(b, LATER), settling(c, GONE), uncertain],
        epoch,
        T0 + 9,
      );
      expect((await store.deliveries(id, null, null, 10)).map(({ state }) => state)).toEqual([
        { kind: 'sent', at: T0 + 9, reply: '250 2.0.0 Ok' },
        LATER,
        { kind: 'failed', at: T0 + 9, reason: 'no-such-mailbox', reply: '550 5.1.1 unknown' },
        { kind: 'uncertain', since: T0 + 9 },
      ]);
    });

    it('begins a deferred delivery again when its time has come, as the next attempt', async () => {
      await addActiveReaders(store, ['alice@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [first] = await begin(store, id, 1, epoch, T0);
      await settle(store, [settling(first, LATER)], epoch, T0);
      expect(await store.nextDeferredAt(id)).toBe(T0 + 5 * MINUTE);
      expect(await begin(store, id, 1, epoch, T0 + 5 * MINUTE - 1)).toEqual([]);
      const [again] = await begin(store, id, 1, epoch, T0 + 5 * MINUTE);
      expect(again).toMatchObject({ attempt: 2, firstBegunAt: T0 });
      expect(await store.nextDeferredAt(id)).toBeNull();
    });

    it('gives back what was certainly not sent', async () => {
      await addActiveReaders(store, ['alice@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [first] = await begin(store, id, 1, epoch, T0);
      await settle(store, [settling(first, { kind: 'queued' })], epoch, T0);
      expect(await store.ledger(id)).toMatchObject({ queued: 1, sending: 0 });
      // It was no attempt: neither the count nor the day of retries has begun.
      const later = T0 + HOUR;
      expect(await begin(store, id, 1, epoch, later)).toMatchObject([{ attempt: 1, firstBegunAt: later }]);
    });

    it('tells the story of what did not simply succeed, and none of what did', async () => {
      const [, anna] = await addActiveReaders(store, ['alice@example.org', 'anna@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [plain, slow] = await begin(store, id, 2, epoch, T0);
      await settle(store, [settling(plain, SENT), settling(slow, LATER)], epoch, T0 + 1);
      const at = T0 + 5 * MINUTE;
      const [again] = await begin(store, id, 1, epoch, at);
      await settle(store, [settling(again, SENT)], epoch, at);
      expect(await store.deliveryNotes(settling(plain, SENT).id)).toEqual([]);
      if (anna === undefined) throw new Error('nobody was added');
      const delivery = await store.deliveryTo(id, anna);
      expect(delivery?.state).toEqual({ kind: 'sent', at, reply: '250 2.0.0 Ok' });
      expect(await store.deliveryNotes(settling(slow, SENT).id)).toEqual([
        { at: T0 + 1, from: 'sending', to: 'deferred', by: 'relay', detail: '451 4.7.1 greylisted' },
        { at, from: 'sending', to: 'sent', by: 'relay', detail: '250 2.0.0 Ok' },
      ]);
    });

    it('counts why deliveries failed and were skipped', async () => {
      await addActiveReaders(store, ['a@example.org', 'b@example.org', 'c@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      await store.suppress(hashOf('a@example.org'), 'bounced', T0);
      const [b, c] = await begin(store, id, 3, epoch, T0);
      await settle(store, [settling(b, GONE, true), settling(c, GONE, true)], epoch, T0);
      expect(await store.ledgerReasons(id)).toEqual({
        failed: { 'no-such-mailbox': 2 },
        skipped: { suppressed: 1 },
        waitingBehind: [],
      });
      const [skipped] = await store.deliveries(id, 'skipped', null, 1);
      if (skipped === undefined) throw new Error('nothing was skipped');
      expect(await store.deliveryNotes(skipped.id)).toEqual([
        { at: T0, from: 'queued', to: 'skipped', by: 'reader', detail: 'suppressed' },
      ]);
    });

    it('settles and begins in one turn', async () => {
      await addActiveReaders(store, ['a@example.org', 'b@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [a] = await begin(store, id, 1, epoch, T0);
      const settlements = [{ ...settling(a, SENT), relay: RELAY }];
      const turned = await store.turnLedger({ epoch, at: T0, settlements, claim: claimOf(id, 1) });
      expect(turned).toMatchObject({ holdsLease: true, begun: [{ id: 2 }], holds: [], more: false });
      expect(await store.ledger(id)).toMatchObject({ sent: 1, sending: 1 });
    });

    it('tells the worker that it has lost the lease, and still settles what is its own', async () => {
      await addActiveReaders(store, ['a@example.org', 'b@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [a] = await begin(store, id, 1, epoch, T0);
      await store.releaseLease('worker-1');
      const settlements = [{ ...settling(a, SENT), relay: RELAY }];
      const turned = await store.turnLedger({ epoch, at: T0, settlements, claim: claimOf(id, 1) });
      expect(turned).toEqual({ holdsLease: false, begun: [], holds: [], more: false });
      expect(await store.ledger(id)).toMatchObject({ sent: 1, queued: 1 });
    });

    it('suppresses an address whose mailbox is gone, in the same step', async () => {
      await addActiveReaders(store, ['alice@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [first] = await begin(store, id, 1, epoch, T0);
      await settle(store, [settling(first, GONE, true)], epoch, T0);
      expect(await store.suppressionOf(hashOf('alice@example.org'))).toBe('bounced');
    });

    it('leaves a settled delivery alone', async () => {
      await addActiveReaders(store, ['alice@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [first] = await begin(store, id, 1, epoch, T0);
      await settle(store, [settling(first, SENT)], epoch, T0);
      await settle(store, [settling(first, GONE, true)], epoch, T0);
      expect(await store.ledger(id)).toMatchObject({ sent: 1, failed: 0 });
      expect(await store.suppressionOf(hashOf('alice@example.org'))).toBeNull();
    });
  });

  describe('completing', () => {
    it('completes an edition when nothing waits, writes its notice once, and says so in the history', async () => {
      await addActiveReaders(store, ['alice@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      expect(await store.completeEdition(id, null, T0)).toBe(false);
      const [first] = await begin(store, id, 1, epoch, T0);
      expect(await store.completeEdition(id, null, T0)).toBe(false);
      await settle(store, [settling(first, SENT)], epoch, T0);
      expect(await store.completeEdition(id, null, T0 + 7)).toBe(true);
      expect((await store.editionById(id))?.state).toEqual({ kind: 'complete', at: T0 + 7 });
      expect(await store.completeEdition(id, null, T0 + 8)).toBe(false);
      expect((await store.events(1))[0]).toMatchObject({
        kind: 'edition.complete',
        subject: 'regular:raft-1',
      });
    });

    it('is complete at once when nobody subscribed', async () => {
      const { id, state } = await openEdition(store);
      expect(state.kind).toBe('open');
      expect(await store.completeEdition(id, null, T0)).toBe(true);
    });
  });
}
