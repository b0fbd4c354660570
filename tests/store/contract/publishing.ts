import { beforeEach, describe, expect, it } from 'vitest';
import type { NewSingleMail } from '../../../src/domain/deliveries/single-mail.ts';
import type { ClosedSlot } from '../../../src/store/publication-store.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  address,
  editionAt,
  frozenContent,
  newPublication,
  slotDate,
  T0,
  topicId,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const RAFT = topicId('raft-1');
const SLOT = slotDate('2026-12-08');
const MISSED: ClosedSlot = { date: SLOT, instant: T0, outcome: { kind: 'missed', reason: 'downtime' } };
const NOTICE: NewSingleMail = {
  key: 'missed:2026-12-08',
  to: address('author@example.org'),
  content: { kind: 'notice', notice: { subject: 'A day was missed', paragraphs: [], links: [] } },
};

/** Slots, publications, and what the schedule remembers. */
export function publishingContract(open: OpenSubject): void {
  let store: Store;
  beforeEach(async () => {
    store = (await open()).store;
  });

  it('knows nothing at first', async () => {
    expect(await store.scheduleFacts()).toEqual({ begunFrom: null, slots: [], publications: [] });
    expect(await store.lastCalendar()).toBeNull();
    expect(await store.events(10)).toEqual([]);
  });

  it('keeps the latest watermark and the last good calendar', async () => {
    await store.beginFrom(slotDate('2026-11-24'), T0);
    await store.beginFrom(SLOT, T0);
    await store.rememberCalendar('{"a":1}', T0);
    await store.rememberCalendar('{"a":2}', T0);
    expect((await store.scheduleFacts()).begunFrom).toBe('2026-12-08');
    expect(await store.lastCalendar()).toBe('{"a":2}');
  });

  describe('publishing', () => {
    it('records slot, publication and pending edition in one step', async () => {
      expect(await store.publish(newPublication())).toBe('recorded');
      expect(await store.scheduleFacts()).toEqual({
        begunFrom: null,
        slots: [{ date: '2026-12-08', outcome: { kind: 'published', topic: 'raft-1' } }],
        publications: [
          { topic: 'raft-1', slot: '2026-12-08', at: T0, title: expect.any(String), withdrawn: false },
        ],
      });
      expect(await editionAt(store)).toMatchObject({
        kind: 'regular',
        topic: 'raft-1',
        slot: '2026-12-08',
        publishedAt: T0,
        state: { kind: 'pending' },
        approved: null,
        sendNow: false,
        subject: 'Raft, part 1',
      });
    });

    it('keeps the words as they were published', async () => {
      const post = newPublication();
      await store.publish(post);
      const { slot: _, zoneData: __, ...kept } = post;
      expect(await store.publications()).toEqual([
        { ...kept, slot: SLOT, revisedAt: null, withdrawnAt: null, earlierSince: null },
      ]);
    });

    it('publishes a topic once, whatever the slot', async () => {
      await store.publish(newPublication());
      const elsewhere = { date: slotDate('2026-12-22'), instant: T0 };
      expect(await store.publish(newPublication({ slot: elsewhere, title: 'Changed' }))).toBe(
        'already-recorded',
      );
      expect(await store.publish(newPublication({ slot: null }))).toBe('already-recorded');
      expect((await store.scheduleFacts()).slots).toHaveLength(1);
      expect((await store.publications()).map(({ title }) => title)).toEqual(['Raft, part 1']);
    });

    it('uses a slot once, whatever its outcome was', async () => {
      await store.closeSlots([MISSED], T0, []);
      expect(await store.publish(newPublication())).toBe('already-recorded');
      expect(await store.publications()).toEqual([]);
      expect(await store.editions()).toEqual([]);
    });

    it('publishes beside the grid any number of topics', async () => {
      await store.publish(newPublication({ slot: null }));
      expect(await store.publish(newPublication({ slot: null, topic: topicId('paxos') }))).toBe('recorded');
      expect((await store.editions()).map(({ key }) => key)).toEqual(['regular:paxos', 'regular:raft-1']);
    });
  });

  describe('closing slots', () => {
    it('records each day once, with its notice, and counts the new ones', async () => {
      const skipped: ClosedSlot = { date: slotDate('2026-12-22'), instant: T0, outcome: { kind: 'skipped' } };
      expect(await store.closeSlots([MISSED], T0, [NOTICE])).toBe(1);
      const late: ClosedSlot = { ...MISSED, outcome: { kind: 'missed', reason: 'late' } };
      expect(await store.closeSlots([late, skipped], T0, [NOTICE])).toBe(1);
      expect((await store.scheduleFacts()).slots).toEqual([
        { date: '2026-12-08', outcome: { kind: 'missed', reason: 'downtime' } },
        { date: '2026-12-22', outcome: { kind: 'skipped' } },
      ]);
      expect((await store.countMails()).queued).toBe(1);
    });

    it('leaves a published slot published', async () => {
      await store.publish(newPublication());
      expect(await store.closeSlots([MISSED], T0, [])).toBe(0);
      expect((await store.scheduleFacts()).slots[0]?.outcome.kind).toBe('published');
    });
  });

  describe('revising', () => {
    it('takes new words, and says false when nothing differs', async () => {
      await store.publish(newPublication());
      const revised = newPublication({ title: 'Raft, the first part', tags: ['consensus', 'logs'] });
      expect(await store.revise(RAFT, revised, T0 + 5)).toBe(true);
      expect(await store.revise(RAFT, revised, T0 + 6)).toBe(false);
      const [post] = await store.publications();
      expect(post).toMatchObject({ title: 'Raft, the first part', revisedAt: T0 + 5, at: T0 });
      expect((await editionAt(store)).subject).toBe('Raft, the first part');
    });

    it('never touches an edition that was opened', async () => {
      await store.publish(newPublication());
      const { id } = await editionAt(store);
      await store.freezeEdition(id, frozenContent(), T0);
      await store.revise(RAFT, newPublication({ title: 'Too late' }), T0);
      expect((await editionAt(store)).subject).toBe('Raft, part 1');
    });

    it('does nothing to what was never published', async () => {
      expect(await store.revise(RAFT, newPublication(), T0)).toBe(false);
    });
  });

  describe('withdrawing', () => {
    it('cancels the edition and keeps slot and topic used', async () => {
      await store.publish(newPublication());
      expect(await store.withdraw(RAFT, T0 + 5)).toBe('withdrawn');
      expect((await store.publications())[0]?.withdrawnAt).toBe(T0 + 5);
      expect((await editionAt(store)).state).toEqual({ kind: 'cancelled', at: T0 + 5 });
      expect(await store.publish(newPublication())).toBe('already-recorded');
      expect(await store.withdraw(RAFT, T0 + 6)).toBe('not-published');
    });

    it('leaves an opened edition to its readers', async () => {
      await store.publish(newPublication());
      const { id } = await editionAt(store);
      await store.freezeEdition(id, frozenContent(), T0);
      expect(await store.withdraw(RAFT, T0)).toBe('withdrawn');
      expect((await editionAt(store)).state.kind).toBe('opening');
    });

    it('answers not-published for an unknown topic', async () => {
      expect(await store.withdraw(RAFT, T0)).toBe('not-published');
    });
  });
}
