import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/clock.ts';
import type { BegunDelivery, EditionId, Settlement } from '../../../src/domain/deliveries/delivery.ts';
import type { Resolution } from '../../../src/store/edition-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, claimOf, settle } from '../../support/ledger-turns.ts';
import {
  addActiveReaders,
  editionAt,
  frozenContent,
  openEdition,
  T0,
  takeLease,
} from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const SENT: Settlement = { kind: 'sent', reply: '250 Ok' };
const REFUSED: Settlement = { kind: 'failed', reason: 'policy', reply: '550 5.7.1 no' };
const GONE: Settlement = { kind: 'failed', reason: 'no-such-mailbox', reply: '550 5.1.1 unknown' };
const LATER: Settlement = { kind: 'deferred', until: T0 + 5 * MINUTE, reply: '451 later' };
const UNCERTAIN: Settlement = { kind: 'uncertain' };
const FIVE = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@example.org`);
const ALL = { reason: null, subscribers: null };

/** Pausing, cancelling, trying again and resolving: at any time, whatever is under way. */
export function authorWordsContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  let id: EditionId;
  let epoch: number;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
    await addActiveReaders(store, FIVE);
    id = (await openEdition(store)).id;
    epoch = await takeLease(store);
  });

  const stateNow = async () => (await editionAt(store)).state;

  /** Begins all five and settles them in order as told; what has no outcome stays under way. */
  const settled = async (...outcomes: readonly Settlement[]): Promise<readonly BegunDelivery[]> => {
    const begun = await begin(store, id, 5, epoch, T0);
    await settleAs(begun, outcomes);
    return begun;
  };

  const settleAs = (begun: readonly BegunDelivery[], outcomes: readonly Settlement[], at = T0) =>
    settle(
      store,
      outcomes.map((settlement, index) => ({ id: idOf(begun[index]), settlement, suppress: false })),
      epoch,
      at,
    );

  describe('pausing', () => {
    it('lets nothing be begun until it is resumed, and says who paused it and why', async () => {
      expect(await store.pauseEdition(id, 'breaker', 'login refused', T0 + 1)).toBe(true);
      expect(await stateNow()).toEqual({
        kind: 'paused',
        since: T0 + 1,
        by: 'breaker',
        why: 'login refused',
      });
      expect(await store.pauseEdition(id, 'author', null, T0 + 1)).toBe(false);
      expect(await begin(store, id, 5, epoch, T0 + 1)).toEqual([]);
      expect(await store.nextDeferredAt(id)).toBeNull();
      expect(await store.resumeEdition(id, T0 + 2)).toBe(true);
      expect(await store.resumeEdition(id, T0 + 2)).toBe(false);
      expect(await stateNow()).toEqual({ kind: 'open', since: T0 + 2 });
      expect(await begin(store, id, 5, epoch, T0 + 2)).toHaveLength(5);
    });

    it('settles what is under way, as ever', async () => {
      const begun = await settled();
      await store.pauseEdition(id, 'author', null, T0);
      await settleAs(begun, [SENT, LATER, { kind: 'queued' }, REFUSED, UNCERTAIN]);
      const counts = { sent: 1, deferred: 1, queued: 1, failed: 1, uncertain: 1 };
      expect(await store.ledger(id)).toMatchObject(counts);
      expect(await store.completeEdition(id, null, T0)).toBe(false);
    });

    it('keeps the day on which it was opened', async () => {
      expect(await editionAt(store)).toMatchObject({ openedAt: T0, test: false });
      await store.pauseEdition(id, 'author', null, T0 + 1);
      await store.resumeEdition(id, T0 + HOUR);
      expect((await editionAt(store)).openedAt).toBe(T0);
    });

    it('is told by the history, with who and why', async () => {
      await store.pauseEdition(id, 'breaker', 'login refused', T0);
      await store.resumeEdition(id, T0);
      await store.cancelEdition(id, T0);
      const told = (await store.events(3)).map(({ kind, detail }) => [kind, detail]);
      expect(told).toEqual([
        ['edition.cancelled', 'author'],
        ['edition.resumed', null],
        ['edition.paused', 'breaker: login refused'],
      ]);
    });
  });

  describe('cancelling', () => {
    it('ends what waits in steps, and leaves what is done', async () => {
      const begun = await begin(store, id, 2, epoch, T0);
      await settleAs(begun, [SENT, LATER]);
      expect(await store.skipCancelled(id, 9, T0)).toBe(0);
      expect(await store.cancelEdition(id, T0 + 1)).toBe(true);
      expect(await store.cancelEdition(id, T0 + 1)).toBe(false);
      expect(await begin(store, id, 5, epoch, T0 + 1)).toEqual([]);
      expect(await store.skipCancelled(id, 3, T0 + 2)).toBe(3);
      store = await subject.reopen();
      expect(await store.skipCancelled(id, 3, T0 + 2)).toBe(1);
      expect(await store.skipCancelled(id, 3, T0 + 2)).toBe(0);
      expect(await store.ledger(id)).toMatchObject({ audience: 5, sent: 1, skipped: 4 });
      expect(await store.ledgerReasons(id)).toMatchObject({ skipped: { cancelled: 4 } });
      expect(await stateNow()).toEqual({ kind: 'cancelled', at: T0 + 1 });
    });

    it('never leaves a row waiting that was under way: it was sent, or it is skipped', async () => {
      const begun = await settled();
      await store.cancelEdition(id, T0);
      expect(await store.skipCancelled(id, 9, T0)).toBe(0);
      await settleAs(begun, [SENT, LATER, { kind: 'queued' }, REFUSED, UNCERTAIN]);
      const counts = { sent: 1, skipped: 2, failed: 1, uncertain: 1, queued: 0, deferred: 0 };
      expect(await store.ledger(id)).toMatchObject(counts);
      const [late] = await store.deliveryNotes(idOf(begun[1]));
      expect(late).toEqual({ at: T0, from: 'sending', to: 'skipped', by: 'relay', detail: '451 later' });
    });

    it('ends one that is paused, and what waits behind a limit', async () => {
      const domains = {
        named: new Map([['example.org', { perSecond: 1, connections: null }]]),
        others: null,
      };
      await store.turnLedger({ epoch, at: T0, settlements: [], claim: claimOf(id, 9, { domains }) });
      await store.pauseEdition(id, 'author', null, T0);
      expect(await store.cancelEdition(id, T0)).toBe(true);
      expect(await store.skipCancelled(id, 9, T0)).toBe(4);
      expect(await store.ledgerReasons(id)).toMatchObject({ waitingBehind: [] });
    });

    it('ends one before it is opened, and while it is being opened', async () => {
      await store.createEdition(announcement('announcement:one'), T0);
      const one = await editionAt(store, 'announcement:one');
      expect(await store.cancelEdition(one.id, T0)).toBe(true);
      await store.createEdition(announcement('announcement:two'), T0);
      const two = await editionAt(store, 'announcement:two');
      await store.freezeEdition(two.id, frozenContent(), T0);
      await store.openDeliveries(two.id, 2, T0);
      expect(await store.cancelEdition(two.id, T0)).toBe(true);
      expect(await store.openDeliveries(two.id, 2, T0)).toEqual({ written: 0, open: false });
      expect(await store.skipCancelled(two.id, 9, T0)).toBe(2);
      expect(await store.ledger(two.id)).toMatchObject({ audience: 2, skipped: 2 });
    });

    it('comes too late for one that is complete', async () => {
      await settled(SENT, SENT, SENT, SENT, SENT);
      await store.completeEdition(id, null, T0);
      expect(await store.cancelEdition(id, T0)).toBe(false);
      expect(await store.pauseEdition(id, 'author', null, T0)).toBe(false);
    });
  });

  describe('trying again what failed', () => {
    it('queues it with a whole day before it, and opens the edition again', async () => {
      await settled(SENT, REFUSED, GONE, SENT, SENT);
      await store.completeEdition(id, null, T0);
      expect(await store.retryFailed(id, ALL, T0 + HOUR)).toBe(2);
      expect(await stateNow()).toEqual({ kind: 'open', since: T0 + HOUR });
      expect(await store.ledger(id)).toMatchObject({ sent: 3, queued: 2, failed: 0 });
      const again = await begin(store, id, 5, epoch, T0 + HOUR);
      expect(again).toMatchObject([
        { attempt: 1, firstBegunAt: T0 + HOUR },
        { attempt: 1, firstBegunAt: T0 + HOUR },
      ]);
    });

    it('takes those with one reason, or those of some readers', async () => {
      const begun = await settled(REFUSED, GONE, REFUSED, REFUSED, SENT);
      const [first] = begun;
      if (first === undefined) throw never();
      const own = { reason: null, subscribers: [first.subscriber] };
      expect(await store.retryFailed(id, own, T0)).toBe(1);
      expect(await store.retryFailed(id, { reason: 'policy', subscribers: null }, T0)).toBe(2);
      expect(await store.ledgerReasons(id)).toMatchObject({ failed: { 'no-such-mailbox': 1 } });
    });

    it('leaves a cancelled edition alone, and a paused one paused', async () => {
      await settled(REFUSED, SENT, SENT, SENT, SENT);
      await store.pauseEdition(id, 'author', null, T0);
      expect(await store.retryFailed(id, ALL, T0)).toBe(1);
      expect((await stateNow()).kind).toBe('paused');
      await store.resumeEdition(id, T0);
      await settleAs(await begin(store, id, 1, epoch, T0), [REFUSED]);
      await store.cancelEdition(id, T0);
      expect(await store.retryFailed(id, ALL, T0)).toBe(0);
      expect(await store.ledger(id)).toMatchObject({ failed: 1 });
    });

    it('says in the story what the author wanted', async () => {
      const [first] = await settled(REFUSED);
      await store.retryFailed(id, ALL, T0 + 1);
      expect(await store.deliveryNotes(idOf(first))).toEqual([
        { at: T0, from: 'sending', to: 'failed', by: 'relay', detail: '550 5.7.1 no' },
        { at: T0 + 1, from: 'failed', to: 'queued', by: 'author', detail: 'policy' },
      ]);
    });
  });

  describe('resolving what is uncertain', () => {
    const resolution = (how: Resolution['how'], change: Partial<Resolution> = {}): Resolution => ({
      how,
      by: 'author',
      detail: null,
      subscribers: null,
      ...change,
    });

    it('counts it as sent, or sends it again, which opens the edition again', async () => {
      const [first] = await settled(UNCERTAIN, UNCERTAIN, UNCERTAIN, SENT, SENT);
      if (first === undefined) throw never();
      await store.completeEdition(id, null, T0);
      const own = resolution('sent', { by: 'evidence', detail: 'log', subscribers: [first.subscriber] });
      expect(await store.resolveUncertain(id, own, T0 + 1)).toBe(1);
      expect((await stateNow()).kind).toBe('complete');
      expect(await store.deliveryTo(id, first.subscriber)).toMatchObject({
        state: { kind: 'sent', at: T0 + 1 },
      });
      expect(await store.resolveUncertain(id, resolution('resend'), T0 + 2)).toBe(2);
      expect((await stateNow()).kind).toBe('open');
      expect(await begin(store, id, 5, epoch, T0 + 3)).toMatchObject([
        { attempt: 1, firstBegunAt: T0 + 3 },
        { attempt: 1, firstBegunAt: T0 + 3 },
      ]);
      expect((await store.deliveryNotes(first.id)).at(-1)).toEqual({
        at: T0 + 1,
        from: 'uncertain',
        to: 'sent',
        by: 'evidence',
        detail: 'log',
      });
    });

    it('sends nothing of a cancelled edition again', async () => {
      await settled(UNCERTAIN, UNCERTAIN, SENT, SENT, SENT);
      await store.cancelEdition(id, T0);
      expect(await store.resolveUncertain(id, resolution('resend'), T0)).toBe(0);
      expect(await store.resolveUncertain(id, resolution('sent'), T0)).toBe(2);
      expect(await store.ledger(id)).toMatchObject({ sent: 5, uncertain: 0 });
    });

    it('does not let a late answer touch what was resolved', async () => {
      const begun = await settled(UNCERTAIN, SENT, SENT, SENT, SENT);
      await store.resolveUncertain(id, resolution('resend'), T0);
      await settleAs(begun, [GONE]);
      expect(await store.ledger(id)).toMatchObject({ queued: 1, failed: 0 });
    });
  });
}

function announcement(key: string) {
  const draft = { title: 'We move', markdown: 'To a new house.' };
  return { kind: 'announcement', key, topic: null, subject: 'We move', draft, test: false } as const;
}

function idOf(begun: BegunDelivery | undefined): BegunDelivery['id'] {
  return begun?.id ?? never();
}

function never(): never {
  throw new Error('nothing was begun');
}
