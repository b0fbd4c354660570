import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import type { EditionId } from '../../../src/domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { FeedbackEntry } from '../../../src/store/feedback-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, settle } from '../../support/ledger-turns.ts';
import { addActiveReaders, hashOf, openEdition, readerAt, T0, takeLease } from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const [ALICE, CAROL] = ['alice@example.org', 'carol@example.com'];

/** What is told of mails after a server took them. */
export function feedbackContract(open: OpenSubject): void {
  let store: Store;
  let alice: SubscriberId;
  beforeEach(async () => {
    store = (await open()).store;
    await addActiveReaders(store, [ALICE]);
    alice = (await readerAt(store, ALICE)).id;
  });

  function entry(what: FeedbackEntry['what'], eventId = 'event-1'): FeedbackEntry {
    return { eventId, subscriber: alice, addressHash: hashOf(ALICE), what };
  }

  function bounce(suppress: boolean, at = T0, edition: EditionId | null = null): FeedbackEntry['what'] {
    const reason = suppress ? 'mailbox-unknown' : 'mailbox-full';
    const status = suppress ? '5.1.1' : '5.2.2';
    return { kind: 'bounce', at, edition, status, permanent: true, suppress, reason, detail: 'words' };
  }

  const tell = (entries: readonly FeedbackEntry[], at = T0) =>
    store.recordFeedback({ source: 'ses', nonce: null, entries }, at);
  const state = async () => (await readerAt(store, ALICE)).state.kind;
  const suppression = () => store.suppressionOf(hashOf(ALICE));

  describe('a complaint', () => {
    it('ends the subscription and is for good', async () => {
      expect(await tell([entry({ kind: 'complaint' })])).toEqual({
        kind: 'recorded',
        fresh: 1,
        suppressed: 1,
        left: 1,
      });
      expect((await readerAt(store, ALICE)).state).toMatchObject({ kind: 'unsubscribed', how: 'complaint' });
      expect(await suppression()).toBe('complained');
      await tell([entry(bounce(true), 'event-2')]);
      expect(await suppression()).toBe('complained');
    });

    it('of somebody we do not know is remembered by the hash', async () => {
      const stranger = { ...entry({ kind: 'complaint' }), subscriber: null, addressHash: hashOf(CAROL) };
      expect(await tell([stranger])).toMatchObject({ suppressed: 1, left: 0 });
      expect(await store.suppressionOf(hashOf(CAROL))).toBe('complained');
      expect(await state()).toBe('active');
    });

    it('of nobody at all is noted, and changes nothing', async () => {
      const nobody = { ...entry({ kind: 'complaint' }), subscriber: null, addressHash: null };
      expect(await tell([nobody])).toEqual({ kind: 'recorded', fresh: 1, suppressed: 0, left: 0 });
    });
  });

  it('leaving by the link of a provider is leaving, and suppresses nothing', async () => {
    expect(await tell([entry({ kind: 'unsubscribe' })])).toMatchObject({ left: 1, suppressed: 0 });
    expect((await readerAt(store, ALICE)).state).toMatchObject({ how: 'provider' });
    expect(await suppression()).toBeNull();
  });

  describe('a bounce', () => {
    it('of a dead address suppresses it at once, and the reader is not unsubscribed', async () => {
      expect(await tell([entry(bounce(true))])).toMatchObject({ suppressed: 1, left: 0 });
      expect(await suppression()).toBe('bounced');
      expect(await state()).toBe('active');
    });

    it('of another kind is written down, and suppresses at the third over a fortnight', async () => {
      for (const [turn, day] of [0, 14].entries()) {
        const at = T0 + day * DAY;
        expect(await tell([entry(bounce(false, at), `event-${turn}`)], at)).toMatchObject({ suppressed: 0 });
      }
      expect(await store.bouncesOf(alice)).toHaveLength(2);
      expect(await suppression()).toBeNull();
      const at = T0 + 28 * DAY;
      expect(await tell([entry(bounce(false, at), 'event-3')], at)).toMatchObject({ suppressed: 1 });
      expect(await suppression()).toBe('bounced');
    });

    it('does not count once an edition has arrived since', async () => {
      await tell([entry(bounce(false, T0 - 30 * DAY), 'event-1')]);
      await tell([entry(bounce(false, T0 - 15 * DAY), 'event-2')]);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [begun] = await begin(store, id, 1, epoch, T0);
      if (begun === undefined) throw new Error('nothing was begun');
      await settle(
        store,
        [{ id: begun.id, settlement: { kind: 'sent', reply: '250 Ok' }, suppress: false }],
        epoch,
        T0,
      );
      const at = T0 + 8 * DAY;
      expect(await tell([entry(bounce(false, at), 'event-3')], at)).toMatchObject({ suppressed: 0 });
      expect(await suppression()).toBeNull();
    });

    it('is kept with all that is known of it, until the reader is erased', async () => {
      const { id } = await openEdition(store);
      await tell([entry(bounce(false, T0 - 1, id))]);
      expect(await store.bouncesOf(alice)).toEqual([
        {
          at: T0 - 1,
          edition: id,
          source: 'ses',
          status: '5.2.2',
          permanent: true,
          suppress: false,
          reason: 'mailbox-full',
          detail: 'words',
        },
      ]);
      await store.erase(alice, T0);
      expect(await store.bouncesOf(alice)).toEqual([]);
    });
  });

  describe('what is told again', () => {
    it('changes nothing, however often and in whatever company', async () => {
      await tell([entry({ kind: 'complaint' })]);
      const before = await store.events(100);
      for (let turn = 0; turn < 3; turn += 1)
        expect(await tell([entry({ kind: 'complaint' }), entry(bounce(false))])).toMatchObject({ fresh: 0 });
      expect(await store.events(100)).toEqual(before);
      expect(await store.bouncesOf(alice)).toEqual([]);
    });

    it('by another teller, or after 30 days, is told anew', async () => {
      await tell([entry(bounce(false))]);
      const other = { source: 'mailgun', nonce: null, entries: [entry(bounce(false))] } as const;
      expect(await store.recordFeedback(other, T0)).toMatchObject({ fresh: 1 });
      expect(await tell([entry(bounce(false))], T0 + 30 * DAY)).toMatchObject({ fresh: 0 });
      expect(await tell([entry(bounce(false))], T0 + 30 * DAY + 1)).toMatchObject({ fresh: 1 });
    });
  });

  describe('a signature that does not cover the body', () => {
    const batch = (bodyDigest: string, eventId: string) => ({
      source: 'mailgun' as const,
      nonce: { value: 'token', bodyDigest },
      entries: [entry({ kind: 'complaint' }, eventId)],
    });

    it('is good for one body, again and again, and for no other', async () => {
      expect(await store.recordFeedback(batch('one', 'event-1'), T0)).toMatchObject({ fresh: 1 });
      expect(await store.recordFeedback(batch('one', 'event-1'), T0)).toMatchObject({ fresh: 0 });
      const before = await store.events(100);
      expect(await store.recordFeedback(batch('two', 'event-2'), T0)).toEqual({ kind: 'replayed' });
      expect(await store.events(100)).toEqual(before);
    });

    it('is used up by a body of which nothing is recorded', async () => {
      await store.recordFeedback({ ...batch('one', 'x'), entries: [] }, T0);
      expect(await store.recordFeedback(batch('two', 'event-2'), T0)).toEqual({ kind: 'replayed' });
      expect(await state()).toBe('active');
    });
  });
}
