import { expect, test } from 'vitest';
import { unsubscribe, unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { faultyRelay } from '../support/faulty-relay.ts';
import { ledgerOf, linkIn, mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
import { editionAt, importReaders, readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const EDITION = 'regular:pacelc';

/** Published, the quiet period over, the edition open. */
async function openHouse(before: (house: TestApp) => Promise<unknown>, url?: string): Promise<TestApp> {
  const house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: url === undefined ? {} : { SMTP_URL: url },
  });
  await before(house);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  return house;
}

test('every active reader gets the mail once; pending and suppressed ones never', async () => {
  const house = await openHouse(async ({ app }) => {
    await addActive(app, ALICE, CAROL, 'dave@example.org');
    await addPending(app, BOB);
    await suppressFor(app, CAROL);
  });
  await sendAll(house.app);
  await sendAll(house.app);
  const got = async (address: string) =>
    (await mailsTo(house.app, address)).filter(({ subject }) => subject === 'After CAP').length;
  expect(await Promise.all([ALICE, 'dave@example.org', BOB, CAROL].map(got))).toEqual([1, 1, 0, 0]);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 2 });
  expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('complete');
});

test('more readers than one batch holds all get theirs, each with a Message-ID of their own', async () => {
  const relay = await faultyRelay();
  const house = await openHouse(({ app }) => importReaders(app.store, 57), relay.url);
  await sendAll(house.app);
  const readers = relay.accepted.filter((address) => address.startsWith('reader'));
  expect(new Set(readers).size).toBe(57);
  expect(readers).toHaveLength(57);
  const editions = relay.sources.filter((source) => source.includes('\r\nSubject: After CAP\r\n'));
  expect(new Set(editions.map((source) => /^Message-ID: (\S+)/im.exec(source)?.[1])).size).toBe(57);
});

test('the author reads the sum when the edition is complete', async () => {
  const house = await openHouse(({ app }) => addActive(app, ALICE));
  await sendAll(house.app);
  const notice = await mailTo(house.app, AUTHOR, 'went to 1 of 1 readers');
  expect(notice.text).toContain('Audience 1 = 1 sent.');
});

test('who unsubscribes between the opening and the begin is skipped', async () => {
  const house = await openHouse(({ app }) => addActive(app, ALICE, CAROL));
  const carol = await readerAt(house.app.store, CAROL);
  await unsubscribe(house.app, unsubscribeUrl(house.app, carol.id).split('/').at(-1) ?? '', 'one-click');
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 1, skipped: 1 });
});

test('who confirms after the opening is not in the audience', async () => {
  const house = await openHouse(({ app }) => addActive(app, ALICE));
  house.clock.advance(1_000);
  await addActive(house.app, CAROL);
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 1, sent: 1 });
});

test('the link to leave in the mail is that of its reader, in the text and in the header', async () => {
  const house = await openHouse(({ app }) => addActive(app, ALICE, CAROL));
  await sendAll(house.app);
  const [alice, carol] = [
    await mailTo(house.app, ALICE, 'After CAP'),
    await mailTo(house.app, CAROL, 'After CAP'),
  ];
  const link = linkIn(alice, '/unsubscribe/');
  expect(link).not.toBe(linkIn(carol, '/unsubscribe/'));
  const header = alice.headers.filter(({ key }) => key === 'list-unsubscribe').map(({ value }) => value);
  expect(header).toEqual([`<${house.app.config.url}${link}>`]);
});

test('an edition for nobody completes at once', async () => {
  const house = await openHouse(async () => undefined);
  await sendAll(house.app);
  expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('complete');
});
