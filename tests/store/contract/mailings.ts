import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../../src/core/clock.ts';
import type { EditionId, Settlement } from '../../../src/domain/deliveries/delivery.ts';
import type { NewMailing } from '../../../src/store/edition-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, settle } from '../../support/ledger-turns.ts';
import {
  addActiveReaders,
  addPendingReader,
  editionAt,
  frozenContent,
  hashOf,
  newPublication,
  openEdition,
  readerAt,
  T0,
  takeLease,
  topicId,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const RAFT = topicId('raft-1');
const DRAFT = { title: 'A correction', markdown: 'It is *not* so.' };
const CORRECTION: NewMailing = {
  kind: 'correction',
  key: 'correction:raft-1:1',
  topic: RAFT,
  subject: 'Correction: Raft, part 1',
  draft: DRAFT,
  test: false,
};
const TEST: NewMailing = {
  kind: 'regular',
  key: 'test:regular:raft-1',
  topic: RAFT,
  subject: 'Raft, part 1',
  draft: null,
  test: true,
};

/** Mailings that are no post's own edition: corrections, announcements, test runs. */
export function mailingsContract(open: OpenSubject): void {
  let store: Store;
  beforeEach(async () => {
    store = (await open()).store;
  });

  const opened = async (edition: NewMailing, at = T0 + HOUR): Promise<EditionId> => {
    await store.createEdition(edition, at);
    const { id } = await editionAt(store, edition.key);
    await store.freezeEdition(id, frozenContent(), at);
    while (!(await store.openDeliveries(id, 2, at)).open);
    return id;
  };

  const readersOf = async (id: EditionId) =>
    (await store.deliveries(id, null, null, 99)).map(({ address, state }) => [address, state.kind]);

  it('are recorded once, pending, with their words', async () => {
    await openEdition(store);
    expect(await store.createEdition(CORRECTION, T0 + 1)).toBe(true);
    expect(await store.createEdition({ ...CORRECTION, subject: 'Other' }, T0 + 2)).toBe(false);
    const edition = await editionAt(store, CORRECTION.key);
    expect(edition).toMatchObject({
      kind: 'correction',
      topic: RAFT,
      slot: null,
      publishedAt: T0 + 1,
      subject: 'Correction: Raft, part 1',
      state: { kind: 'pending' },
      openedAt: null,
      test: false,
    });
    expect(await store.editionDraft(edition.id)).toEqual(DRAFT);
    expect(await store.editionDraft((await editionAt(store)).id)).toBeNull();
  });

  describe('a correction', () => {
    it('is for those who have the post, and nobody else', async () => {
      const addresses = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@example.org`);
      await addActiveReaders(store, addresses);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const begun = await begin(store, id, 9, epoch, T0);
      const outcomes: readonly Settlement[] = [
        { kind: 'sent', reply: '250' },
        { kind: 'failed', reason: 'refused', reply: '550' },
        { kind: 'sent', reply: '250' },
        { kind: 'uncertain' },
        { kind: 'sent', reply: '250' },
        { kind: 'sent', reply: '250' },
      ];
      const settlements = begun.map((delivery, index) => ({
        id: delivery.id,
        settlement: outcomes[index] ?? { kind: 'uncertain' as const },
        suppress: false,
      }));
      await settle(store, settlements, epoch, T0);
      await addActiveReaders(store, ['late@example.org'], T0 + 1);
      await addPendingReader(store, 'bob@example.org');
      await store.unsubscribe((await readerAt(store, 'c@example.org')).id, 'page', T0 + 1);
      await store.suppress(hashOf('f@example.org'), 'complained', T0 + 1);
      expect(await readersOf(await opened(CORRECTION))).toEqual([
        ['a@example.org', 'queued'],
        ['e@example.org', 'queued'],
      ]);
    });

    it('counts who left since it was frozen as skipped', async () => {
      await addActiveReaders(store, ['a@example.org', 'b@example.org']);
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const sent = (await begin(store, id, 9, epoch, T0)).map((delivery) => ({
        id: delivery.id,
        settlement: { kind: 'sent', reply: '250' } as const,
        suppress: false,
      }));
      await settle(store, sent, epoch, T0);
      await store.createEdition(CORRECTION, T0);
      const correction = await editionAt(store, CORRECTION.key);
      await store.freezeEdition(correction.id, frozenContent(), T0);
      await store.unsubscribe((await readerAt(store, 'b@example.org')).id, 'page', T0);
      while (!(await store.openDeliveries(correction.id, 1, T0)).open);
      expect(await readersOf(correction.id)).toEqual([
        ['a@example.org', 'queued'],
        ['b@example.org', 'skipped'],
      ]);
      expect(await store.ledger(correction.id)).toMatchObject({ audience: 2, queued: 1, skipped: 1 });
    });

    it('is for nobody when the post was mailed to nobody', async () => {
      await addActiveReaders(store, ['a@example.org']);
      await openEdition(store);
      expect(await readersOf(await opened(CORRECTION))).toEqual([]);
    });
  });

  it('as announcements go to everybody who is active', async () => {
    await addActiveReaders(store, ['a@example.org', 'b@example.org', 'c@example.org']);
    const id = await opened({ ...CORRECTION, kind: 'announcement', key: 'announcement:1', topic: null });
    expect(await readersOf(id)).toHaveLength(3);
  });

  it('as test runs leave the post itself still to be sent', async () => {
    await addActiveReaders(store, ['a@example.org', 'b@example.org']);
    await store.publish(newPublication());
    const test = await opened(TEST, T0);
    expect(await editionAt(store, TEST.key)).toMatchObject({ test: true, kind: 'regular' });
    expect(await readersOf(test)).toHaveLength(2);
    expect(await readersOf(await opened({ ...TEST, key: 'test:regular:raft-1:2' }, T0))).toHaveLength(2);
    expect(await readersOf((await openEdition(store)).id)).toHaveLength(2);
  });
}
