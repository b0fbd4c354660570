import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../src/core/clock.ts';
import type { ImportedReader } from '../../../src/domain/readers/import/imported.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  addActiveReaders,
  addPendingReader,
  address,
  hashOf,
  importedReader,
  openEdition,
  readerAt,
  T0,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';
const BOB = 'bob@example.org';
const CAROL = 'carol@example.org';

/** Lists from elsewhere. */
export function importingContract(open: OpenSubject): void {
  let store: Store;
  beforeEach(async () => {
    store = (await open()).store;
  });

  const rows = [importedReader(ALICE, { name: 'Alice' }), importedReader(BOB), importedReader(CAROL)];
  const left = (text: string, at: Instant | null = null): ImportedReader =>
    importedReader(text, { state: { kind: 'unsubscribed', at, how: 'import' } });
  const bounced = (text: string, at: Instant | null = null): ImportedReader =>
    importedReader(text, { state: null, suppression: { reason: 'bounced', at } });
  const complained = (text: string): ImportedReader =>
    importedReader(text, { state: null, suppression: { reason: 'complained', at: null } });

  it('adds readers as active, in their order, without a mail', async () => {
    expect(await store.importSubscribers(rows, T0)).toEqual(['added', 'added', 'added']);
    expect(await readerAt(store, ALICE)).toMatchObject({
      id: 1,
      name: 'Alice',
      state: { kind: 'active', since: T0 },
    });
    expect((await readerAt(store, CAROL)).id).toBe(3);
    expect((await store.countMails()).queued).toBe(0);
  });

  it('keeps since when they were readers elsewhere', async () => {
    const since = { createdAt: T0 - 2 * DAY, state: { kind: 'active', at: T0 - DAY } } as const;
    await store.importSubscribers([importedReader(ALICE, since)], T0);
    expect(await readerAt(store, ALICE)).toMatchObject({
      createdAt: T0 - 2 * DAY,
      state: { since: T0 - DAY },
    });
  });

  it('sends the next edition to them, and to nobody who has left or cannot be mailed', async () => {
    await store.importSubscribers([importedReader(ALICE), left(BOB), bounced(CAROL)], T0);
    expect((await store.ledger((await openEdition(store)).id)).audience).toBe(1);
  });

  it('changes nothing the second time, and leaves no line in the history', async () => {
    const all = [...rows, ...rows, left('dan@example.org'), bounced('erin@example.org')];
    await store.importSubscribers(all, T0);
    const before = await store.events(100);
    const again = ['known', 'known', 'known', 'known', 'known', 'known', 'left', 'suppressed'];
    expect(await store.importSubscribers(all, T0 + HOUR)).toEqual(again);
    expect(await store.events(100)).toEqual(before);
    expect(await store.countSubscribers()).toEqual({ pending: 0, active: 3, unsubscribed: 1 });
  });

  it('never beats a suppression or an unsubscribe', async () => {
    const [carol] = await addActiveReaders(store, [CAROL]);
    const alice = await addPendingReader(store, ALICE);
    if (carol !== undefined) await store.unsubscribe(carol, 'mail', T0);
    await store.erase(alice, T0);
    expect(await store.importSubscribers(rows, T0)).toEqual(['suppressed', 'added', 'left']);
    expect((await readerAt(store, CAROL)).state.kind).toBe('unsubscribed');
    expect(await store.importSubscribers([left(ALICE)], T0)).toEqual(['suppressed']);
    expect(await store.subscriberByAddress(address(ALICE))).toBeNull();
  });

  it('is the yes that a pending reader still owed', async () => {
    await addPendingReader(store, BOB);
    expect(await store.importSubscribers([importedReader(BOB)], T0 + 1)).toEqual(['added']);
    expect((await readerAt(store, BOB)).state).toEqual({ kind: 'active', since: T0 + 1 });
  });

  it('is no yes of one who has left, when somebody has typed their address into the form since', async () => {
    const [bob] = await addActiveReaders(store, [BOB], T0);
    if (bob !== undefined) await store.unsubscribe(bob, 'page', T0 + 1);
    await addPendingReader(store, BOB, T0 + 2 * DAY);
    expect(await store.importSubscribers([importedReader(BOB)], T0 + 3 * DAY)).toEqual(['left']);
    expect((await readerAt(store, BOB)).state.kind).toBe('pending');
  });

  it.each([
    ['first', [left(BOB), importedReader(BOB)], ['unsubscribed', 'left']],
    ['last', [importedReader(BOB), left(BOB)], ['added', 'unsubscribed']],
  ])('keeps away who has left on one of two lists, read %s', async (_, both, outcomes) => {
    const apart = [];
    for (const row of both) apart.push(...(await store.importSubscribers([row], T0)));
    expect(apart).toEqual(outcomes);
    expect((await readerAt(store, BOB)).state).toMatchObject({ kind: 'unsubscribed', how: 'import' });
  });

  it('does the same when both rows are in one chunk', async () => {
    expect(await store.importSubscribers([importedReader(BOB), left(BOB)], T0)).toEqual([
      'added',
      'unsubscribed',
    ]);
    expect((await readerAt(store, BOB)).state.kind).toBe('unsubscribed');
    expect((await store.ledger((await openEdition(store)).id)).audience).toBe(0);
  });

  it.each([
    ['no date', null, 'active'],
    ['an earlier date', T0 - DAY, 'active'],
    ['a later date', T0 + DAY, 'unsubscribed'],
  ])('who confirmed to us and left there stays with %s as the later word says', async (_, at, kind) => {
    await addActiveReaders(store, [ALICE]);
    await store.importSubscribers([left(ALICE, at), bounced(ALICE, at)], T0 + 2 * DAY);
    expect((await readerAt(store, ALICE)).state.kind).toBe(kind);
    expect(await store.suppressionOf(hashOf(ALICE))).toBe(kind === 'active' ? null : 'bounced');
  });

  it('takes a complaint seriously whenever it was', async () => {
    await addActiveReaders(store, [ALICE]);
    expect(await store.importSubscribers([complained(ALICE)], T0)).toEqual(['excluded']);
    expect(await store.importSubscribers([bounced(ALICE)], T0)).toEqual(['suppressed']);
    expect(await store.suppressionOf(hashOf(ALICE))).toBe('complained');
  });

  it('leaves the link of a pending reader who had left elsewhere good, but not a later list', async () => {
    const bob = await addPendingReader(store, BOB);
    expect(await store.importSubscribers([left(BOB), importedReader(BOB)], T0 + HOUR)).toEqual([
      'unsubscribed',
      'left',
    ]);
    expect(await store.confirm(bob, T0, T0 + 2 * HOUR)).toBe('confirmed');
  });

  it('takes an unconfirmed reader over without a mail, unless there is somebody', async () => {
    await addActiveReaders(store, [ALICE]);
    const before = await store.countMails();
    const unconfirmed = { state: { kind: 'pending', at: null } } as const;
    const both = [importedReader(ALICE, unconfirmed), importedReader(BOB, unconfirmed)];
    expect(await store.importSubscribers(both, T0)).toEqual(['known', 'pending']);
    expect((await readerAt(store, BOB)).state.kind).toBe('pending');
    expect(await store.countMails()).toEqual(before);
  });

  describe('tried out', () => {
    it('tells how each address stands', async () => {
      await addActiveReaders(store, [ALICE], T0);
      await store.suppress(hashOf(CAROL), 'complained', T0);
      expect(await store.standingsOf([left(ALICE), importedReader(BOB), importedReader(CAROL)])).toEqual([
        { reader: { kind: 'active', confirmedAt: T0 }, suppression: null },
        { reader: null, suppression: null },
        { reader: null, suppression: 'complained' },
      ]);
    });
  });
}
