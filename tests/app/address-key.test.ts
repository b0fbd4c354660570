import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { demandAddressKey } from '../../src/app/address-key.ts';
import { forgetLostSecret } from '../../src/app/forget-lost-secret.ts';
import { subscribe } from '../../src/app/subscribe.ts';
import { run } from '../support/command-line.ts';
import { ALICE, addActive, addPending, BOB, CAROL, hashFor, suppressFor } from '../support/readers.ts';
import { importedReader, readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const FIRST = { FORTNIGHT_SECRET: 'the first secret of this blog, in .env' };
const OTHER = { FORTNIGHT_SECRET: 'another secret that was set in its place' };
const BOTH = { ...OTHER, FORTNIGHT_SECRET_PREVIOUS: FIRST.FORTNIGHT_SECRET.replaceAll(' ', '-') };
const [DAVE, ERIN] = ['dave@example.org', 'erin@example.org'];

const REFUSED = { code: 'configuration', help: expect.stringContaining('FORTNIGHT_SECRET_PREVIOUS') };
const anyKey = { anyAddressKey: true };

let house: TestApp;
beforeEach(async () => {
  house = await openTestApp({ environment: { FORTNIGHT_SECRET: BOTH.FORTNIGHT_SECRET_PREVIOUS } });
});

/** The database beside the application, as a version that noted no key left it. */
function forgetMark(): void {
  const client = new Database(house.workspace.database);
  client.exec('DELETE FROM address_key');
  client.close();
}

describe('at start', () => {
  test('another secret without the first is refused in words, and nothing has changed', async () => {
    await suppressFor(house.app, CAROL);
    const before = await house.app.store.revision();
    await expect(house.another(OTHER)).rejects.toMatchObject(REFUSED);
    expect(await house.app.store.revision()).toBe(before);
  });

  test('another secret before the first is fine, and suppressed addresses are known as before', async () => {
    await suppressFor(house.app, CAROL);
    const now = await house.another(BOTH);
    expect(await now.app.store.suppressionOf(hashFor(now.app, CAROL))).toBe('complained');
    const come = { address: CAROL, name: null, door: 'author', wording: 'x', formVersion: '1' } as const;
    expect(await subscribe(now.app, come)).toMatchObject({ outcome: 'suppressed' });
  });

  test('a database of an earlier version is held against the hashes of its readers before its key is noted', async () => {
    await addActive(house.app, ALICE);
    await addPending(house.app, BOB);
    forgetMark();
    await expect(house.another(OTHER)).rejects.toMatchObject(REFUSED);
    expect(await house.app.store.addressKeyState()).toMatchObject({ kind: 'unmarked' });
    await house.another();
    expect(await house.app.store.addressKeyState()).toMatchObject({ kind: 'marked' });
  });

  test('one whose last readers were hashed with another secret than the first ones is refused with either', async () => {
    await addActive(house.app, ALICE);
    const changed = await house.another(OTHER, anyKey);
    await addPending(changed.app, BOB);
    forgetMark();
    for (const environment of [OTHER, undefined])
      await expect(house.another(environment)).rejects.toMatchObject(REFUSED);
  });

  test('two that start at once with two secrets: one of them is refused', async () => {
    const changed = await house.another(OTHER, anyKey);
    forgetMark();
    const outcomes = await Promise.allSettled([house.app, changed.app].map(demandAddressKey));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a secret file that is gone is not made anew for a database that was used with it', async () => {
    const kept = await openTestApp();
    await kept.close();
    await rm(kept.workspace.secretFile);
    await expect(kept.another()).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining(kept.workspace.secretFile),
    });
    expect(existsSync(kept.workspace.secretFile)).toBe(false);
  });

  test('what needs no database works all the same', async () => {
    const changed = await house.another(OTHER, anyKey);
    expect((await run(changed, ['secret', 'list'])).code).toBe(0);
    expect((await run(changed, ['check'])).code).not.toBeNull();
  });
});

describe('fortnight secret forget-lost', () => {
  const forget = (there: TestApp, typed?: string) =>
    run(there, ['secret', 'forget-lost'], typed === undefined ? {} : { typed });

  test('says that nothing is lost when nothing is', async () => {
    const { code, out } = await forget(house);
    expect([code, out]).toEqual([
      0,
      'nothing is lost: the addresses here are hashed with the secret there is\n',
    ]);
  });

  test('asks first, and says whom it is about', async () => {
    await addActive(house.app, ALICE, DAVE);
    for (const typed of [CAROL, DAVE]) await suppressFor(house.app, typed);
    const lost = await house.another(OTHER, anyKey);
    const unasked = await forget(lost);
    expect(unasked.code).toBe(2);
    expect(unasked.err).toContain('The addresses of 2 readers are hashed anew');
    expect(unasked.err).toContain('1 suppression of nobody who is known will never be recognised again');
    expect((await forget(lost, 'n')).code).toBe(1);
    await expect(house.another(OTHER)).rejects.toMatchObject(REFUSED);
  });

  test('hashes what is known anew: a complaint of a reader is known, one of nobody is not', async () => {
    await addActive(house.app, ALICE, DAVE);
    await addPending(house.app, BOB);
    const erin = await addPending(house.app, ERIN);
    await house.app.store.erase(erin, house.clock.now());
    for (const typed of [CAROL, DAVE]) await suppressFor(house.app, typed);
    const { code, out } = await forget(await house.another(OTHER, anyKey), 'y');
    expect([code, out]).toEqual([
      0,
      'the addresses of 3 readers are hashed with the secret there is now\n' +
        '2 suppressions of nobody who is known: which addresses were meant, nobody can tell any more\n',
    ]);
    const { app } = await house.another(OTHER);
    expect(await app.store.suppressionOf(hashFor(app, DAVE))).toBe('complained');
    expect((await app.store.readerRecord((await readerAt(app.store, DAVE)).address))?.suppression).toBe(
      'complained',
    );
    expect(await app.store.suppressionOf(hashFor(app, CAROL))).toBeNull();
    const again = { address: BOB, name: null, door: 'author', wording: 'x', formVersion: '1' } as const;
    expect(await subscribe(app, again)).toMatchObject({ outcome: 'pending', mailed: false });
    await expect(house.another()).rejects.toMatchObject(REFUSED);
  });

  test('that was interrupted lets nobody start, and goes on where it was', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => {
      const one = `reader${index}@example.org`;
      return importedReader(one, { addressHash: hashFor(house.app, one) });
    });
    await house.app.store.importSubscribers(rows, house.clock.now());
    await suppressFor(house.app, 'reader3@example.org');
    await suppressFor(house.app, 'reader1100@example.org');
    const lost = await house.another(OTHER, anyKey);
    expect(await forgetLostSecret(lost.app, AbortSignal.abort())).toBeNull();
    for (const environment of [OTHER, undefined])
      await expect(house.another(environment)).rejects.toMatchObject({
        code: 'configuration',
        help: expect.stringContaining('run it again'),
      });
    expect((await forget(lost, 'y')).out).toContain('the addresses of 1,200 readers are hashed');
    const { app } = await house.another(OTHER);
    for (const one of ['reader3@example.org', 'reader1100@example.org'])
      expect(await app.store.suppressionOf(hashFor(app, one))).toBe('complained');
    expect(
      (
        await app.store.standingsOf(rows.map((row) => ({ ...row, addressHash: hashFor(app, row.address) })))
      ).filter(({ suppression }) => suppression !== null),
    ).toHaveLength(2);
  });

  test('given the lost secret back half-way, puts all as it was', async () => {
    await addActive(house.app, ALICE);
    await suppressFor(house.app, ALICE);
    const lost = await house.another(OTHER, anyKey);
    await forgetLostSecret(lost.app, AbortSignal.abort());
    const found = await house.another(undefined, anyKey);
    expect((await forget(found, 'y')).code).toBe(0);
    const { app } = await house.another();
    expect(await app.store.suppressionOf(hashFor(app, ALICE))).toBe('complained');
  });
});
