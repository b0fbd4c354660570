import { expect, test } from 'vitest';
import { decideByKey } from '../../src/app/decide-edition-by-key.ts';
import { draftCorrection } from '../../src/app/draft-correction.ts';
import { unpublish } from '../../src/app/publish-by-hand.ts';
import { standingOf } from '../../src/app/save-preferences.ts';
import { PLAIN_PREFERENCES, type Preferences } from '../../src/domain/readers/preferences.ts';
import { ledgerOf, mailsTo, mailTo, sendAll, subjectsTo } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const ANNA = 'anna@example.org';
const earlier = (part: number, published: string) => ({
  id: `raft-${part}`,
  title: `Raft ${part}`,
  status: 'published',
  published,
  series: 'raft',
  part,
});
const FIRST = earlier(1, '2026-10-27');
const SECOND = earlier(2, '2026-11-10');
const THIRD = earlier(3, '2026-11-24');
const READY = [
  { id: 'pacelc', title: 'After CAP', status: 'ready' },
  { id: 'on-call', title: 'On-call', status: 'ready', track: 'personal' },
];
const FOURTH = { id: 'raft-4', title: 'Raft 4', status: 'ready', series: 'raft', part: 4 };
const postsOf = (...topics: readonly { readonly id: string }[]) =>
  Object.fromEntries(topics.map(({ id }) => [id, `The words of ${id}.\n`]));

type Topics = readonly ({ readonly id: string } & Readonly<Record<string, unknown>>)[];

/** Alice follows the series before the first slot, which is on 8 December. */
async function followed(topics: Topics, written: Topics = topics, email = {}): Promise<TestApp> {
  const house = await openTestApp({ calendar: { topics, email }, posts: postsOf(...written) });
  await addActive(house.app, ALICE);
  await follow(house, ALICE);
  return house;
}

async function follow({ app, clock }: TestApp, typed: string, change: Partial<Preferences> = {}) {
  const { id } = await readerAt(app.store, typed);
  const wanted = { name: null, ...PLAIN_PREFERENCES, ...change, following: ['raft'] };
  await app.store.savePreferences(id, wanted, clock.now());
}

/** A slot, and two hours later, when the quiet period is over. */
async function slotOf(house: TestApp, ...dates: readonly string[]): Promise<void> {
  for (const date of dates)
    for (const time of ['09:00', '11:00']) {
      await house.tickAt(`${date}T${time}:00-08:00`);
      await sendAll(house.app);
    }
}

const partsTo = async ({ app }: TestApp, typed: string) =>
  (await subjectsTo(app, typed)).filter((subject) => subject.startsWith('Raft'));
const toldOf = async ({ app }: TestApp) => {
  await sendAll(app);
  return (await mailsTo(app, AUTHOR)).filter(({ subject }) => subject.includes('cannot be mailed'));
};
const earlierIn = async ({ app }: TestApp) =>
  (await app.store.publications()).flatMap(({ topic, earlierSince }) =>
    earlierSince === null ? [] : [String(topic)],
  );

test('parts from before the calendar come one a fortnight, in order, each once, and the calendar goes on with the series', async () => {
  const house = await followed([FIRST, SECOND, ...READY, FOURTH, { ...THIRD }]);
  await slotOf(house, '2026-12-08');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
  await slotOf(house, '2026-12-22');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1', 'Raft 2']);
  // Part 4 came out by the calendar, and reached her as every post does.
  await slotOf(house, '2027-01-05');
  expect((await partsTo(house, ALICE)).toSorted()).toEqual(['Raft 1', 'Raft 2', 'Raft 3', 'Raft 4']);
  await slotOf(house, '2027-01-19', '2027-02-02');
  expect(await partsTo(house, ALICE)).toHaveLength(4);
  const { id } = await readerAt(house.app.store, ALICE);
  expect((await house.app.store.followingsOf(id))[0]?.ended?.why).toBe('complete');
  expect(await ledgerOf(house.app, 'series:raft-1@2026-12-08')).toEqual({ audience: 1, sent: 1 });
});

test('what was never mailed is shown to its author first, and waits its quiet period; the next reader has it at once', async () => {
  const house = await followed([FIRST, ...READY]);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await sendAll(house.app);
  expect(await partsTo(house, ALICE)).toEqual([]);
  expect(await subjectsTo(house.app, AUTHOR)).toContain('Preview: Raft 1');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  await sendAll(house.app);
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
  await addActive(house.app, ANNA);
  await follow(house, ANNA);
  await house.tickAt('2026-12-22T09:00:00-08:00');
  await sendAll(house.app);
  expect(await partsTo(house, ANNA)).toEqual(['Raft 1']);
  const previews = (await subjectsTo(house.app, AUTHOR)).filter((subject) => subject === 'Preview: Raft 1');
  expect(previews).toHaveLength(1);
});

test('its quiet period begins when it is recorded, however late after the slot that is', async () => {
  const house = await followed([FIRST, ...READY]);
  await house.tickAt('2026-12-08T14:00:00-08:00');
  await sendAll(house.app);
  expect(await partsTo(house, ALICE)).toEqual([]);
  await house.tickAt('2026-12-08T16:00:00-08:00');
  await sendAll(house.app);
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
});

test('where every mailing needs a yes, a post from before needs one too', async () => {
  const house = await followed([FIRST, ...READY], undefined, { approval: 'required' });
  await slotOf(house, '2026-12-08');
  expect(await partsTo(house, ALICE)).toEqual([]);
  await decideByKey(house.app, 'approve', 'series:raft-1@2026-12-08');
  await house.tickAt('2026-12-08T11:01:00-08:00');
  await sendAll(house.app);
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
});

test('who takes the digest or is paused has it by the same rules, and no digest tells of it as new', async () => {
  const house = await followed([FIRST, THIRD, ...READY]);
  await addActive(house.app, ANNA);
  await follow(house, ANNA, { pausedUntil: Date.parse('2026-12-20T00:00:00-08:00') });
  await follow(house, ALICE, { rhythm: 'monthly-digest', tracks: ['personal'] });
  await house.tickAt('2026-12-07T20:00:00-08:00');
  // November had a post, from before the calendar: of that month there is no digest.
  expect(await house.app.store.editionByKey('digest:2026-11')).toBeNull();
  await slotOf(house, '2026-12-08');
  expect([await partsTo(house, ALICE), await partsTo(house, ANNA)]).toEqual([['Raft 1'], []]);
  await slotOf(house, '2026-12-22');
  expect(await partsTo(house, ANNA)).toEqual(['Raft 1']);
});

test('a part without words here holds back those after it, and its author is told once, until it is written', async () => {
  const house = await followed([FIRST, SECOND, THIRD, ...READY], [FIRST, THIRD, ...READY]);
  await slotOf(house, '2026-12-08', '2026-12-22', '2027-01-05');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
  const [notice, ...others] = await toldOf(house);
  expect(others).toEqual([]);
  expect(notice?.subject).toContain('Part 2 of "Raft" cannot be mailed');
  expect(notice?.text).toContain('One reader has asked for this series');
  expect(notice?.text).toContain('calendar/posts/raft-2.md does not exist');
  await house.writePost('raft-2', 'At last.\n');
  await house.tickAt('2027-01-06T09:00:00-08:00');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
  await slotOf(house, '2027-01-19', '2027-02-02');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1', 'Raft 2', 'Raft 3']);
});

test.each([
  ['is no text', new Uint8Array([0xff, 0xfe, 0x00]), 'cannot be read'],
  ['is empty', ' \n', 'line 1: this post is empty'],
  [
    'has a formula that cannot be read',
    'So:\n\n$$\n\\frac{1}{\n$$\n',
    'calendar/posts/raft-1.md, line 4: this formula cannot be read',
  ],
])('a part that %s waits, and its author is told why', async (_what, words, told) => {
  const house = await followed([FIRST, ...READY], READY);
  await house.writePost('raft-1', words);
  await slotOf(house, '2026-12-08');
  expect(await partsTo(house, ALICE)).toEqual([]);
  expect(await earlierIn(house)).toEqual([]);
  expect((await toldOf(house)).map(({ text }) => text.replace(/\s+/g, ' ')).join()).toContain(told);
  await house.writePost('raft-1', 'Mended.\n');
  await house.tickAt('2026-12-21T09:00:00-08:00');
  await slotOf(house, '2026-12-22');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
});

test('a post with faults that nobody waits for is no news to its author', async () => {
  const house = await openTestApp({ calendar: { topics: [FIRST, ...READY] }, posts: postsOf(...READY) });
  await slotOf(house, '2026-12-08');
  expect(await toldOf(house)).toEqual([]);
});

test('a part that is still to come holds back those after it, without a word to the author', async () => {
  const second = { id: 'raft-2', title: 'Raft 2', status: 'draft', series: 'raft', part: 2 };
  const house = await followed([FIRST, THIRD, ...READY, second]);
  await slotOf(house, '2026-12-08', '2026-12-22');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
  const { allSeries } = await standingOf(house.app, await readerAt(house.app.store, ALICE));
  expect(allSeries).toMatchObject([{ out: 2, had: 1, next: { kind: 'none-yet' } }]);
  expect(await toldOf(house)).toEqual([]);
  await house.writeCalendar({ topics: [FIRST, THIRD, ...READY, { ...second, status: 'ready' }] });
  await house.writePost('raft-2', 'Between.\n');
  await slotOf(house, '2027-01-05', '2027-01-19');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1', 'Raft 2', 'Raft 3']);
});

test('what is edited before it is sent goes out as it was edited; edited later, it is not sent again', async () => {
  const house = await followed([FIRST, ...READY]);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.writePost('raft-1', 'Better words.\n');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  await sendAll(house.app);
  expect((await mailTo(house.app, ALICE, 'Raft 1')).text).toContain('Better words.');
  await house.writePost('raft-1', 'The best words.\n');
  await house.writeCalendar({ topics: [{ ...FIRST, published: '2026-10-28' }, ...READY] });
  await slotOf(house, '2026-12-22');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
  const [publication] = await house.app.store.publications();
  expect(publication).toMatchObject({
    markdown: 'The best words.\n',
    at: Date.parse('2026-10-28T09:00:00-07:00'),
  });
});

test('a post that is given another name with its old one as an alias is not mailed once more', async () => {
  const house = await followed([FIRST, ...READY]);
  await slotOf(house, '2026-12-08');
  await house.writePost('raft-one', 'The words of raft-1.\n');
  await house.writePost('raft-1', null);
  await house.writeCalendar({ topics: [{ ...FIRST, id: 'raft-one', aliases: ['raft-1'] }, ...READY] });
  await slotOf(house, '2026-12-22', '2027-01-05');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 1']);
  expect(await earlierIn(house)).toEqual(['raft-1']);
});

test('a topic that was called published by mistake comes out as ever when that is taken back', async () => {
  const mistaken = { ...FIRST, published: '2026-12-01' };
  const house = await openTestApp({ calendar: { topics: [mistaken, ...READY] }, posts: postsOf(FIRST) });
  expect(await earlierIn(house)).toEqual(['raft-1']);
  const { published: _, ...ready } = { ...FIRST, status: 'ready' };
  await house.writeCalendar({ topics: [ready, ...READY] });
  await house.tickAt('2026-12-07T19:00:00-08:00');
  expect(await earlierIn(house)).toEqual([]);
  const { published } = await house.tickAt('2026-12-08T09:00:00-08:00');
  expect(published).toBe(true);
});

test('from the anchor on nothing counts as earlier, whatever the file says', async () => {
  const house = await openTestApp({
    calendar: { topics: [{ ...FIRST, published: '2026-12-08' }, ...READY] },
    posts: postsOf(FIRST, ...READY),
    at: '2026-12-09T12:00:00-08:00',
  });
  expect(await earlierIn(house)).toEqual([]);
});

test('it can be taken off the web, and then comes no more', async () => {
  const house = await followed([FIRST, SECOND, ...READY]);
  expect(await unpublish(house.app, 'raft-1')).toEqual({ mailed: false });
  await slotOf(house, '2026-12-08');
  expect(await partsTo(house, ALICE)).toEqual(['Raft 2']);
});

test('it can be corrected for those who got it, and for nobody before that', async () => {
  const house = await followed([FIRST, ...READY]);
  const request = { topic: 'raft-1', file: null, send: true };
  await expect(draftCorrection(house.app, request)).rejects.toMatchObject({ code: 'conflict' });
  await slotOf(house, '2026-12-08');
  await house.tickAt('2026-12-08T11:05:00-08:00');
  await draftCorrection(house.app, request);
  await house.tickAt('2026-12-08T11:06:00-08:00');
  await sendAll(house.app);
  expect((await mailTo(house.app, ALICE, 'Correction')).subject).toBe('Correction: Raft 1');
});

test('the preferences offer the series, but not while its first part has no words here', async () => {
  const house = await followed([FIRST, SECOND, ...READY]);
  await addActive(house.app, ANNA);
  const offered = async () =>
    (await standingOf(house.app, await readerAt(house.app.store, ANNA))).allSeries.map(({ id }) => id);
  expect(await offered()).toEqual(['raft']);
  const without = await openTestApp({
    calendar: { topics: [FIRST, SECOND, ...READY] },
    posts: postsOf(SECOND, ...READY),
  });
  await addActive(without.app, ANNA);
  const { allSeries } = await standingOf(without.app, await readerAt(without.app.store, ANNA));
  expect(allSeries).toEqual([]);
});

test('a welcome names the posts from before in their reading paths, and offers their series', async () => {
  const house = await followed([FIRST, SECOND, ...READY]);
  await addActive(house.app, ANNA);
  await sendAll(house.app);
  const welcomeOf = async (reader: string) => (await mailTo(house.app, reader, 'Welcome')).text;
  for (const path of ['/posts/raft-1/', '/posts/raft-2/', '/series/raft/'])
    expect(await welcomeOf(ANNA)).toContain(path);
  // Who has asked for it already is not asked.
  expect(await welcomeOf(ALICE)).not.toContain('/series/raft/');
});
