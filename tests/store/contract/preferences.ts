import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import { PLAIN_PREFERENCES, type Preferences } from '../../../src/domain/readers/preferences.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, settle } from '../../support/ledger-turns.ts';
import {
  addActiveReaders,
  addPendingReader,
  editionAt,
  frozenContent,
  newPublication,
  openEdition,
  readerAt,
  T0,
  takeLease,
  topicId,
} from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';
const CRYPTO: Preferences = { ...PLAIN_PREFERENCES, tracks: ['cryptography'] };
const DIGEST: Preferences = { ...PLAIN_PREFERENCES, rhythm: 'monthly-digest' };

/** On which terms readers stay, and which lists that keeps them from. */
export function preferencesContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  let alice: SubscriberId;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
    await addActiveReaders(store, [ALICE]);
    alice = (await readerAt(store, ALICE)).id;
  });

  const save = (id: SubscriberId, wanted: Preferences, at = T0) =>
    store.savePreferences(id, { name: null, ...wanted }, at);
  /** Publishes `raft-1`, of the track `distributed-systems`, and freezes its list. */
  const freeze = async (at = T0) => {
    await store.publish(newPublication({ at }));
    const { id } = await editionAt(store);
    await store.freezeEdition(id, frozenContent(), at);
    return id;
  };
  const audienceOf = async (key: string) =>
    (await store.deliveries((await editionAt(store, key)).id, null, null, 100)).map(({ address }) => address);

  describe('saving', () => {
    it('keeps what was wanted, beside the name, and says in the history what was changed but not to what', async () => {
      expect(await store.preferencesOf(alice)).toEqual(PLAIN_PREFERENCES);
      const wanted: Preferences = {
        tracks: ['cryptography', 'networking'],
        pausedUntil: T0 + DAY,
        rhythm: 'monthly-digest',
      };
      expect(await store.savePreferences(alice, { name: 'Alice', ...wanted }, T0)).toBe('saved');
      expect(await store.preferencesOf(alice)).toEqual(wanted);
      expect((await readerAt(store, ALICE)).name).toBe('Alice');
      expect((await store.events(1))[0]).toMatchObject({
        kind: 'subscriber.preferences',
        subject: String(alice),
        detail: 'name, tracks, pause, rhythm',
      });
    });

    it('of the same again is no change', async () => {
      await save(alice, CRYPTO);
      const [before] = await store.events(1);
      expect(await save(alice, CRYPTO)).toBe('unchanged');
      expect((await store.events(1))[0]).toEqual(before);
    });

    it('is for nobody who was erased or never was', async () => {
      await store.erase(alice, T0);
      expect(await save(alice, CRYPTO)).toBe('unknown');
      expect(await save(99 as SubscriberId, CRYPTO)).toBe('unknown');
    });

    it('however often leaves no more behind than lists were frozen', async () => {
      for (let round = 0; round < 5; round += 1) await save(alice, round % 2 === 0 ? CRYPTO : DIGEST);
      await freeze();
      for (let round = 0; round < 5; round += 1) await save(alice, round % 2 === 0 ? DIGEST : CRYPTO, T0 + 1);
      const kept = (await store.storedAbout(alice))?.preferences ?? [];
      expect(kept.map(({ tracks, rhythm, at }) => ({ tracks, rhythm, at }))).toEqual([
        { tracks: ['cryptography'], rhythm: 'every-post', at: T0 },
        { tracks: null, rhythm: 'monthly-digest', at: T0 + 1 },
      ]);
    });
  });

  it('knows whether any active reader takes the digest now', async () => {
    expect(await store.someoneTakesDigest()).toBe(false);
    await save(alice, DIGEST);
    expect(await store.someoneTakesDigest()).toBe(true);
    await store.unsubscribe(alice, 'page', T0);
    expect(await store.someoneTakesDigest()).toBe(false);
    await store.undoUnsubscribe(alice, T0);
    await freeze();
    await save(alice, CRYPTO);
    expect(await store.someoneTakesDigest()).toBe(false);
  });

  describe('leaving and coming back', () => {
    it('within the day of Undo finds them as they were', async () => {
      await save(alice, CRYPTO);
      await store.unsubscribe(alice, 'page', T0);
      await store.undoUnsubscribe(alice, T0 + 1);
      expect(await store.preferencesOf(alice)).toEqual(CRYPTO);
    });

    it('by a fresh opt-in gets what the form promises, and keeps the name', async () => {
      await store.savePreferences(alice, { name: 'Alice', ...DIGEST }, T0);
      await store.unsubscribe(alice, 'page', T0);
      await addPendingReader(store, ALICE, T0 + 1);
      await store.confirm(alice, T0 + 1, T0 + 1);
      expect(await store.preferencesOf(alice)).toEqual(PLAIN_PREFERENCES);
      expect((await readerAt(store, ALICE)).name).toBe('Alice');
    });

    it('is not what erasing allows: they are forgotten', async () => {
      await save(alice, CRYPTO);
      await store.erase(alice, T0);
      expect(await store.preferencesOf(alice)).toEqual(PLAIN_PREFERENCES);
      expect(await store.storedAbout(alice)).toBeNull();
    });
  });

  describe('the audience of a post', () => {
    it('is who wants its track, is not paused and takes every post', async () => {
      const [anna, eve, dora, paula, una] = await addActiveReaders(
        store,
        ['anna', 'eve', 'dora', 'paula', 'una'].map((name) => `${name}@example.org`),
      );
      if (!anna || !eve || !dora || !paula || !una) throw new Error('five were added');
      await save(anna, { ...PLAIN_PREFERENCES, tracks: ['cryptography', 'distributed-systems'] });
      await save(eve, CRYPTO);
      await save(dora, DIGEST);
      await save(paula, { ...PLAIN_PREFERENCES, pausedUntil: T0 + 1 });
      await save(una, { ...PLAIN_PREFERENCES, pausedUntil: T0 });
      await openEdition(store);
      expect(await audienceOf('regular:raft-1')).toEqual([
        'alice@example.org',
        'anna@example.org',
        'una@example.org',
      ]);
    });

    it('stays what it was, whatever is changed while its rows are written, and across a kill', async () => {
      const [anna, eve, dora] = await addActiveReaders(
        store,
        ['anna', 'eve', 'dora'].map((name) => `${name}@example.org`),
      );
      if (!anna || !eve || !dora) throw new Error('three were added');
      await save(eve, CRYPTO);
      await save(dora, { ...PLAIN_PREFERENCES, pausedUntil: T0 + DAY });
      const id = await freeze();
      expect(await store.openDeliveries(id, 1, T0)).toEqual({ written: 1, open: false });
      await save(anna, DIGEST);
      await save(anna, CRYPTO);
      await save(eve, PLAIN_PREFERENCES);
      await save(dora, PLAIN_PREFERENCES);
      await store.revise(topicId('raft-1'), newPublication({ track: 'cryptography' }), T0);
      store = await subject.reopen();
      while (!(await store.openDeliveries(id, 1, T0 + 2 * DAY)).open);
      expect(await audienceOf('regular:raft-1')).toEqual(['alice@example.org', 'anna@example.org']);
      expect(await store.ledger(id)).toMatchObject({ audience: 2, queued: 2, skipped: 0 });
    });

    it('is judged by what held just before the freeze, even in the same millisecond', async () => {
      const id = await freeze();
      await save(alice, CRYPTO);
      expect(await store.openDeliveries(id, 9, T0)).toEqual({ written: 1, open: true });
      expect(await store.preferencesAtFreeze(id, alice)).toEqual({
        preferences: PLAIN_PREFERENCES,
        frozen: { kind: 'regular', track: 'distributed-systems', at: T0 },
      });
    });

    it('counts who had chosen another track as left out, and can say so later', async () => {
      await save(alice, CRYPTO);
      const id = await freeze();
      await save(alice, PLAIN_PREFERENCES);
      expect((await store.preferencesAtFreeze(id, alice))?.preferences).toEqual(CRYPTO);
    });

    it('says nothing of who was not active, nor of a list that is not frozen', async () => {
      const bob = await addPendingReader(store, 'bob@example.org');
      await store.publish(newPublication());
      const { id } = await editionAt(store);
      expect(await store.preferencesAtFreeze(id, alice)).toBeNull();
      await store.freezeEdition(id, frozenContent(), T0);
      expect(await store.preferencesAtFreeze(id, bob)).toBeNull();
    });
  });

  describe('the audience of what is no post', () => {
    const mailing = async (kind: 'announcement' | 'correction', key: string) => {
      const topic = kind === 'correction' ? topicId('raft-1') : null;
      const draft = { title: 'T', markdown: 'M' };
      await store.createEdition({ kind, key, topic, subject: 'S', draft, test: false }, T0 + 1);
      const { id } = await editionAt(store, key);
      await store.freezeEdition(id, frozenContent(), T0 + 1);
      while (!(await store.openDeliveries(id, 100, T0 + 1)).open);
      return (await audienceOf(key)).length;
    };

    it('takes in whatever track and rhythm, but nobody who is paused, for an announcement', async () => {
      const [anna, eve] = await addActiveReaders(store, ['anna@example.org', 'eve@example.org']);
      if (!anna || !eve) throw new Error('two were added');
      await save(alice, { ...CRYPTO, rhythm: 'monthly-digest' });
      await save(anna, { ...PLAIN_PREFERENCES, pausedUntil: T0 + DAY });
      expect(await mailing('announcement', 'announcement:move')).toBe(2);
    });

    it('is who has the post, for a correction, whatever they prefer by now', async () => {
      const { id } = await openEdition(store);
      const epoch = await takeLease(store);
      const [begun] = await begin(store, id, 9, epoch, T0);
      if (begun === undefined) throw new Error('nothing was begun');
      const sent = { id: begun.id, settlement: { kind: 'sent', reply: '250 ok' }, suppress: false } as const;
      await settle(store, [sent], epoch, T0);
      await save(alice, { tracks: ['cryptography'], pausedUntil: T0 + DAY, rhythm: 'monthly-digest' });
      expect(await mailing('correction', 'correction:raft-1')).toBe(1);
    });
  });
}
