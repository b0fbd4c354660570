import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.ts';
import { PLAIN_PREFERENCES } from '../../../src/domain/readers/preferences.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, beginMails } from '../../support/ledger-turns.ts';
import {
  addActiveReaders,
  addPendingReader,
  address,
  hashOf,
  openEdition,
  readerAt,
  T0,
  takeLease,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';
const NEW = 'alice@new.example';

/** Readers who move to another address, and what is known of them. */
export function addressChangesContract(open: OpenSubject): void {
  let store: Store;
  let alice: SubscriberId;
  beforeEach(async () => {
    store = (await open()).store;
    await addActiveReaders(store, [ALICE]);
    alice = (await readerAt(store, ALICE)).id;
  });

  const ask = (text: string, at = T0, id = alice) =>
    store.askForAddress(id, { address: address(text), addressHash: hashOf(text) }, at);
  const mailsOf = async (kind: string) => {
    const mails = await beginMails(store, 100, await takeLease(store), T0 + DAY);
    return mails.filter(({ content }) => content.kind === kind).map(({ to }) => to);
  };

  describe('asking for another address', () => {
    it('mails that address, and changes nothing', async () => {
      expect(await ask(NEW)).toBe(true);
      expect(await store.wantedAddress(alice)).toEqual({ address: NEW, addressHash: hashOf(NEW) });
      expect((await readerAt(store, ALICE)).id).toBe(alice);
      expect(await mailsOf('new-address')).toEqual([NEW]);
    });

    it('for one that is somebody’s, or must not be mailed, does nothing', async () => {
      await addPendingReader(store, 'bob@example.org');
      await store.suppress(hashOf('carol@example.org'), 'erased', T0);
      for (const taken of ['bob@example.org', 'BOB@example.org', 'carol@example.org', ALICE])
        expect(await ask(taken), taken).toBe(false);
      expect(await store.wantedAddress(alice)).toBeNull();
      expect(await mailsOf('new-address')).toEqual([]);
    });

    it('three times a day at most, and of one address once a day, whoever asks', async () => {
      const [anna] = await addActiveReaders(store, ['anna@example.org']);
      expect(await ask(NEW)).toBe(true);
      expect(await ask(NEW, T0 + HOUR)).toBe(false);
      expect(await ask(NEW, T0 + HOUR, anna)).toBe(false);
      expect([await ask('b@new.example', T0 + 1), await ask('c@new.example', T0 + 2)]).toEqual([true, true]);
      expect(await ask('d@new.example', T0 + 3)).toBe(false);
      expect(await ask('d@new.example', T0 + DAY + 3)).toBe(true);
    });

    it('goes back to one that was asked today, without a second mail', async () => {
      await ask(NEW);
      await ask('b@new.example', T0 + 1);
      expect(await ask(NEW, T0 + 2)).toBe(true);
      expect(await mailsOf('new-address')).toEqual([NEW, 'b@new.example']);
      expect(await store.changeAddress(alice, hashOf(NEW), T0 + 3)).toBe(true);
    });

    it('is for active readers', async () => {
      const bob = await addPendingReader(store, 'bob@example.org');
      await store.unsubscribe(alice, 'page', T0);
      expect([await ask(NEW), await ask('b@new.example', T0, bob)]).toEqual([false, false]);
    });

    it('of anybody clears away what nobody confirmed in three days', async () => {
      const [anna] = await addActiveReaders(store, ['anna@example.org']);
      await ask(NEW);
      await ask('anna@new.example', T0 + 3 * DAY + 1, anna);
      expect(await store.wantedAddress(alice)).toBeNull();
    });
  });

  describe('moving', () => {
    it('keeps id, ledger and preferences, tells the old address, and lets go of it', async () => {
      const wanted = { ...PLAIN_PREFERENCES, tracks: ['cryptography'] };
      const { id } = await openEdition(store);
      await store.savePreferences(alice, { name: 'Alice', ...wanted }, T0);
      await ask(NEW);
      expect(await store.movedAt(alice)).toBeNull();
      expect(await store.changeAddress(alice, hashOf(NEW), T0 + 1)).toBe(true);
      expect(await store.movedAt(alice)).toBe(T0 + 1);
      expect(await readerAt(store, NEW)).toMatchObject({ id: alice, name: 'Alice' });
      expect(await store.subscriberByAddress(address(ALICE))).toBeNull();
      expect(await store.preferencesOf(alice)).toEqual(wanted);
      expect(await mailsOf('address-changed')).toEqual([ALICE]);
      const [begun] = await begin(store, id, 9, await takeLease(store), T0 + 2);
      expect(begun).toMatchObject({ subscriber: alice, address: NEW });
      expect((await store.subscribers(null, null, 9)).length).toBe(1);
      expect(await addPendingReader(store, ALICE, T0 + DAY)).not.toBe(alice);
    });

    it('happens once, and only to the address that was asked for last', async () => {
      await ask(NEW);
      await ask('other@new.example', T0 + 1);
      expect(await store.changeAddress(alice, hashOf(NEW), T0 + 2)).toBe(false);
      expect(await store.changeAddress(alice, hashOf('other@new.example'), T0 + 2)).toBe(true);
      expect(await store.changeAddress(alice, hashOf('other@new.example'), T0 + 3)).toBe(false);
    });

    it('does not happen when the address has become somebody’s, was suppressed, or the reader has left', async () => {
      await ask(NEW);
      await store.suppress(hashOf(NEW), 'bounced', T0);
      expect(await store.changeAddress(alice, hashOf(NEW), T0 + 1)).toBe(false);
      await ask('b@new.example', T0 + 1);
      await addPendingReader(store, 'b@new.example');
      expect(await store.changeAddress(alice, hashOf('b@new.example'), T0 + 2)).toBe(false);
      await ask('c@new.example', T0 + 2);
      await store.unsubscribe(alice, 'page', T0 + 2);
      expect(await store.changeAddress(alice, hashOf('c@new.example'), T0 + 3)).toBe(false);
    });

    it('voids the links to confirm that went to the old address', async () => {
      await ask(NEW);
      await store.changeAddress(alice, hashOf(NEW), T0 + 1);
      expect(await store.confirm(alice, T0, T0 + 2)).toBe('left');
      await store.suppress(hashOf(NEW), 'bounced', T0 + 3);
      expect(await addPendingReader(store, NEW, T0 + 4)).toBe(alice);
      expect(await store.confirm(alice, T0, T0 + 5)).toBe('left');
      expect(await store.confirm(alice, T0 + 4, T0 + 5)).toBe('confirmed');
    });
  });

  describe('what is known of a reader', () => {
    it('is all of it: consent, preferences, deliveries, mails and history', async () => {
      await openEdition(store);
      await store.savePreferences(
        alice,
        { name: 'Alice', ...PLAIN_PREFERENCES, rhythm: 'monthly-digest' },
        T0,
      );
      await ask(NEW);
      expect(await store.storedAbout(alice)).toMatchObject({
        address: ALICE,
        name: 'Alice',
        state: 'active',
        suppressed: null,
        wantedAddress: { address: NEW, askedAt: T0 },
        consents: [{ door: 'form', wording: 'Yes, send me the posts.', confirmedAt: T0 }],
        preferences: [{ rhythm: 'monthly-digest', at: T0 }],
        deliveries: [{ edition: 'regular:raft-1', state: 'queued', reason: null }],
        mails: [{ kind: 'confirm' }, { kind: 'welcome' }, { kind: 'new-address', to: NEW }],
        events: [
          { kind: 'subscriber.pending' },
          { kind: 'subscriber.confirmed' },
          { kind: 'subscriber.preferences' },
          { kind: 'subscriber.address-asked' },
        ],
      });
    });

    it('is nothing of anybody else, and nothing after an erasure', async () => {
      await addActiveReaders(store, ['anna@example.org']);
      expect(JSON.stringify(await store.storedAbout(alice))).not.toContain('anna');
      await store.erase(alice, T0);
      expect(await store.storedAbout(alice)).toBeNull();
      expect(await store.wantedAddress(alice)).toBeNull();
    });
  });
}
