import { expect, test } from 'vitest';
import { deliveryStory } from '../../src/app/delivery-story.ts';
import { PLAIN_PREFERENCES, type Preferences } from '../../src/domain/readers/preferences.ts';
import { ledgerOf, mailTo, sendAll, subjectsTo } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const ANNA = 'anna@example.org';
const EVE = 'eve@example.org';
const DORA = 'dora@example.org';
const PAULA = 'paula@example.org';

const wish = async ({ app, clock }: TestApp, typed: string, change: Partial<Preferences>) => {
  const { id } = await readerAt(app.store, typed);
  await app.store.savePreferences(id, { name: null, ...PLAIN_PREFERENCES, ...change }, clock.now());
};

/** Alice wants everything, Anna only systems, Eve only the personal posts, Dora the digest, and Paula is paused until 20 December. */
async function fiveReaders(): Promise<TestApp> {
  const house = await openTestApp();
  await addActive(house.app, ALICE, ANNA, EVE, DORA, PAULA);
  await wish(house, ANNA, { tracks: ['systems'] });
  await wish(house, EVE, { tracks: ['personal'] });
  await wish(house, DORA, { rhythm: 'monthly-digest' });
  await wish(house, PAULA, { pausedUntil: Date.parse('2026-12-20T00:00:00-08:00') });
  return house;
}

/** Two hours after the slot of that day its mail leaves. */
async function slotOf(house: TestApp, date: string): Promise<void> {
  await house.tickAt(`${date}T09:00:00-08:00`);
  await house.tickAt(`${date}T11:00:00-08:00`);
  await sendAll(house.app);
}

const postsTo = async ({ app }: TestApp, typed: string) =>
  (await subjectsTo(app, typed)).filter((subject) => !subject.startsWith('Welcome'));

test('every reader gets exactly what they want, and the digest says what came out in the month', async () => {
  const house = await fiveReaders();
  for (const date of ['2026-12-08', '2026-12-22']) await slotOf(house, date);
  await house.tickAt('2027-01-01T00:00:00-08:00');
  await sendAll(house.app);
  await house.tickAt('2027-01-01T07:59:00-08:00');
  expect(await postsTo(house, DORA)).toEqual([]);
  await house.tickAt('2027-01-01T08:00:00-08:00');
  await sendAll(house.app);
  await slotOf(house, '2027-01-05');
  const got = await Promise.all([ALICE, ANNA, EVE, DORA, PAULA].map((typed) => postsTo(house, typed)));
  expect(got).toEqual([
    ['After CAP', 'Raft, part one', 'What on-call taught me'],
    ['After CAP', 'Raft, part one'],
    ['What on-call taught me'],
    ['What came out in December 2026'],
    ['Raft, part one', 'What on-call taught me'],
  ]);
  const digest = await mailTo(house.app, DORA, 'What came out');
  for (const words of [
    'Two posts came out',
    'After CAP',
    '/posts/pacelc/',
    'What else there is to trade.',
    '/posts/raft-1/',
  ])
    expect(digest.text).toContain(words);
  expect(await ledgerOf(house.app, 'digest:2026-12')).toEqual({ audience: 1, sent: 1 });
  expect(await subjectsTo(house.app, AUTHOR)).toContain('Preview: What came out in December 2026');
});

test('there is no digest of a month without a post, none when nobody takes it, and one alone when it was made', async () => {
  const house = await fiveReaders();
  await slotOf(house, '2026-12-08');
  await wish(house, DORA, {});
  await house.tickAt('2027-01-01T00:00:00-08:00');
  expect(await house.app.store.editionByKey('digest:2026-11')).toBeNull();
  expect(await house.app.store.editionByKey('digest:2026-12')).toBeNull();
  await wish(house, DORA, { rhythm: 'monthly-digest' });
  await house.tickAt('2027-01-07T23:59:00-08:00');
  await house.tickAt('2027-01-07T23:59:30-08:00');
  const digests = (await house.app.store.editions()).filter(({ kind }) => kind === 'digest');
  expect(digests.map(({ key }) => key)).toEqual(['digest:2026-12']);
});

test('a week into the month is too late for the digest of the one before', async () => {
  const house = await fiveReaders();
  await slotOf(house, '2026-12-08');
  await house.tickAt('2027-01-08T00:00:00-08:00');
  expect(await house.app.store.editionByKey('digest:2026-12')).toBeNull();
});

test('a title full of Markdown stands in the digest as it is', async () => {
  const title = '*p < [0](x)* & `_y_` <b>#1</b>';
  const house = await openTestApp({
    calendar: { topics: [{ id: 'odd', title, status: 'ready', summary: '1. no list\n# no title' }] },
    posts: { odd: 'Words.\n' },
  });
  await addActive(house.app, DORA);
  await wish(house, DORA, { rhythm: 'monthly-digest' });
  await slotOf(house, '2026-12-08');
  await house.tickAt('2027-01-01T00:00:00-08:00');
  await house.tickAt('2027-01-01T08:00:00-08:00');
  await sendAll(house.app);
  const { text, html } = await mailTo(house.app, DORA, 'What came out');
  expect(text).toContain(title);
  expect(text).toContain('1. no list # no title');
  expect(html).not.toContain('<b>');
});

test.each([
  [EVE, 'the post is of the track systems, and the reader had chosen only personal'],
  [DORA, 'the reader takes the monthly digest instead of every post'],
  [PAULA, 'the reader had paused until 2026-12-20T08:00Z'],
])('%s was not on the list, and `why` tells: %s', async (reader, words) => {
  const house = await fiveReaders();
  await slotOf(house, '2026-12-08');
  await wish(house, reader, {});
  await expect(deliveryStory(house.app, reader, 'pacelc')).rejects.toMatchObject({
    code: 'not-found',
    message: `${reader} was not on the list of regular:pacelc: ${words}`,
  });
});

test('what is changed between the freeze and the last row changes no audience, though the worker is killed in between', async () => {
  const house = await fiveReaders();
  await house.tickAt('2026-12-08T09:00:00-08:00');
  const { store } = house.app;
  const edition = await store.editionByKey('regular:pacelc');
  if (edition === null) throw new Error('nothing was published');
  const content = { subject: 'After CAP', html: '', text: '', hash: 'h' };
  await store.freezeEdition(edition.id, content, house.clock.now());
  await store.openDeliveries(edition.id, 1, house.clock.now());
  for (const reader of [ANNA, EVE, DORA, PAULA])
    await wish(house, reader, reader === ANNA ? { tracks: ['personal'] } : {});
  const next = await house.another();
  await house.close();
  await next.tickAt('2026-12-08T11:00:00-08:00');
  const rows = await next.app.store.deliveries(edition.id, null, null, 10);
  expect(rows.map(({ address }) => address)).toEqual([ALICE, ANNA]);
});
