import { expect, test } from 'vitest';
import { cancelEdition, lookAtCancelling } from '../../src/app/cancel-edition.ts';
import { decideByKey } from '../../src/app/decide-edition-by-key.ts';
import { deliveryStory } from '../../src/app/delivery-story.ts';
import { standing } from '../../src/app/standing.ts';
import { PLAIN_PREFERENCES, type Preferences } from '../../src/domain/readers/preferences.ts';
import { mailsTo, sendAll, subjectsTo } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const ANNA = 'anna@example.org';
const TOPICS = [
  { id: 'raft-1', title: 'Raft, part one', status: 'ready', series: 'raft', part: 1 },
  { id: 'raft-2', title: 'Raft, part two', status: 'ready', series: 'raft', part: 2 },
  { id: 'on-call', title: 'What on-call taught me', status: 'ready', track: 'personal' },
  { id: 'raft-3', title: 'Raft, part three', status: 'ready', series: 'raft', part: 3 },
];
const POSTS = Object.fromEntries(TOPICS.map(({ id }) => [id, `The words of ${id}.\n`]));

/** Parts 1 and 2 came out on 8 and 22 December, before anybody was there; then Alice comes. */
async function twoPartsOut(environment: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  const house = await openTestApp({ calendar: { topics: TOPICS }, posts: POSTS, environment });
  for (const date of ['2026-12-08', '2026-12-22']) await slotOf(house, date);
  await addActive(house.app, ALICE);
  return house;
}

/** A slot, and two hours later, when its own mail leaves. */
async function slotOf(house: TestApp, date: string): Promise<void> {
  for (const time of ['09:00', '11:00']) {
    await house.tickAt(`${date}T${time}:00-08:00`);
    await sendAll(house.app);
  }
}

async function follow(
  { app, clock }: TestApp,
  typed: string,
  following: readonly string[] = ['raft'],
  change: Partial<Preferences> = {},
) {
  const { id } = await readerAt(app.store, typed);
  await app.store.savePreferences(
    id,
    { name: null, ...PLAIN_PREFERENCES, ...change, following },
    clock.now(),
  );
}

const postsTo = async ({ app }: TestApp, typed: string) =>
  (await subjectsTo(app, typed)).filter((subject) => !subject.startsWith('Welcome'));
const editionsOf = async ({ app }: TestApp) =>
  (await app.store.editions()).filter(({ kind }) => kind === 'series').map(({ key }) => key);

test('a reader gets the series from its part 1, a part a slot, beside the posts, each once, until it ends by itself', async () => {
  const house = await twoPartsOut();
  await follow(house, ALICE);
  await house.tickAt('2027-01-04T12:00:00-08:00');
  expect(await editionsOf(house)).toEqual([]);
  await slotOf(house, '2027-01-05');
  expect(await postsTo(house, ALICE)).toEqual(['Raft, part one', 'What on-call taught me']);
  await slotOf(house, '2027-01-19');
  // Part 3 came out in this slot, and came with it as every post does.
  expect((await postsTo(house, ALICE)).slice(2)).toEqual(['Raft, part two', 'Raft, part three']);
  const { id } = await readerAt(house.app.store, ALICE);
  expect((await house.app.store.followingsOf(id))[0]?.ended).toBeNull();
  for (const date of ['2027-02-02', '2027-02-16']) await slotOf(house, date);
  expect((await house.app.store.followingsOf(id))[0]?.ended?.why).toBe('complete');
  expect(await postsTo(house, ALICE)).toHaveLength(4);
  expect(await editionsOf(house)).toEqual(['series:raft-2@2027-01-19', 'series:raft-1@2027-01-05']);
  // The author is asked about posts, and not about what went out before.
  expect((await subjectsTo(house.app, AUTHOR)).filter((subject) => /Preview.*Raft/.test(subject))).toEqual([
    'Preview: Raft, part one',
    'Preview: Raft, part two',
    'Preview: Raft, part three',
  ]);
  expect((await subjectsTo(house.app, AUTHOR)).filter((subject) => subject.includes('as a part'))).toEqual(
    [],
  );
});

test('the mail is that of the post, and says why it comes now', async () => {
  const house = await twoPartsOut();
  await follow(house, ALICE);
  await slotOf(house, '2027-01-05');
  const mail = (await mailsTo(house.app, ALICE)).find(({ subject }) => subject === 'Raft, part one');
  for (const words of [
    'The words of raft-1.',
    'Raft, part 1',
    'This comes as you asked: the series from its beginning',
    '/preferences/',
  ])
    expect(mail?.text).toContain(words);
});

test('a reader of the digest gets the series they asked for, of a track they did not choose, with the slot after it came out', async () => {
  const house = await twoPartsOut();
  await follow(house, ALICE, ['raft'], { rhythm: 'monthly-digest', tracks: ['personal'] });
  for (const date of ['2027-01-05', '2027-01-19', '2027-02-02']) await slotOf(house, date);
  expect((await postsTo(house, ALICE)).filter((subject) => subject.startsWith('Raft'))).toEqual([
    'Raft, part one',
    'Raft, part two',
    'Raft, part three',
  ]);
});

test('who is paused in a slot waits for the first one after the pause', async () => {
  const house = await twoPartsOut();
  await follow(house, ALICE, ['raft'], { pausedUntil: Date.parse('2027-01-06T00:00:00-08:00') });
  await slotOf(house, '2027-01-05');
  await house.tickAt('2027-01-06T12:00:00-08:00');
  expect(await postsTo(house, ALICE)).toEqual([]);
  await slotOf(house, '2027-01-19');
  expect(await postsTo(house, ALICE)).toEqual(['Raft, part one', 'Raft, part three']);
});

test('a slot that is skipped brings no part, nor do those that went by while nobody was there', async () => {
  const house = await twoPartsOut();
  await follow(house, ALICE);
  await house.writeCalendar({ topics: TOPICS, cadence: { skip: ['2027-01-05'] } });
  await slotOf(house, '2027-01-05');
  expect(await editionsOf(house)).toEqual([]);
  await house.tickAt('2027-03-04T08:30:00-08:00');
  await sendAll(house.app);
  expect(await editionsOf(house)).toEqual(['series:raft-1@2027-03-02']);
  await slotOf(house, '2027-03-16');
  expect(await editionsOf(house)).toEqual(['series:raft-2@2027-03-16', 'series:raft-1@2027-03-02']);
});

test('it waits for the window and for nothing else, even where every mailing needs a yes', async () => {
  const house = await twoPartsOut();
  await follow(house, ALICE);
  const email = { approval: 'required', window: '10:00-18:00' };
  await house.writeCalendar({ topics: TOPICS, email });
  await house.tickAt('2027-01-05T09:00:00-08:00');
  const [part] = (await standing(house.app)).editions.filter(({ key }) => key.startsWith('series:'));
  expect(part?.words).toMatch(/outside the sending window until 2027-01-05 10:00/);
  await house.tickAt('2027-01-05T10:00:00-08:00');
  await sendAll(house.app);
  expect(await postsTo(house, ALICE)).toEqual(['Raft, part one']);
});

test('the author can hold it and cancel it: the part waits for the next slot', async () => {
  const house = await twoPartsOut();
  await follow(house, ALICE);
  await house.writeCalendar({ topics: TOPICS, email: { window: '10:00-18:00' } });
  await house.tickAt('2027-01-05T09:00:00-08:00');
  const part = 'series:raft-1@2027-01-05';
  await decideByKey(house.app, 'hold', part);
  expect((await lookAtCancelling(house.app, part)).unsent).toBe(1);
  await house.tickAt('2027-01-05T11:00:00-08:00');
  expect(await postsTo(house, ALICE)).toEqual([]);
  await cancelEdition(house.app, part);
  await slotOf(house, '2027-01-19');
  expect((await editionsOf(house))[0]).toBe('series:raft-1@2027-01-19');
});

test('in test mode a copy goes to the test address, and the part still goes to its reader', async () => {
  const house = await twoPartsOut();
  await follow(house, ALICE);
  const testing = await house.another({ FORTNIGHT_ALL_MAIL_TO: 'try@example.com' });
  await slotOf(testing, '2027-01-05');
  expect(await subjectsTo(house.app, 'try@example.com')).toContain(
    '[test, for alice@example.org] Raft, part one',
  );
  expect(await postsTo(house, ALICE)).toEqual([]);
  await testing.close();
  await house.tickAt('2027-01-05T12:00:00-08:00');
  await sendAll(house.app);
  expect(await postsTo(house, ALICE)).toContain('Raft, part one');
});

test('`why` tells who was not on its list for which reason', async () => {
  const house = await twoPartsOut();
  await addActive(house.app, ANNA);
  await follow(house, ALICE);
  await slotOf(house, '2027-01-05');
  const why = (reader: string) => deliveryStory(house.app, reader, 'series:raft-1@2027-01-05');
  expect((await why(ALICE)).lines.length).toBeGreaterThan(1);
  await expect(why(ANNA)).rejects.toMatchObject({
    message: `${ANNA} was not on the list of series:raft-1@2027-01-05: the reader had not asked for this series from its beginning`,
  });
  await follow(house, ANNA);
  await slotOf(house, '2027-01-19');
  await expect(deliveryStory(house.app, ANNA, 'series:raft-2@2027-01-19')).rejects.toMatchObject({
    message: expect.stringContaining('another part was the next one for the reader'),
  });
  await expect(deliveryStory(house.app, ALICE, 'series:raft-1@2027-01-19')).rejects.toMatchObject({
    message: expect.stringContaining('the reader has the post by another mailing'),
  });
});
