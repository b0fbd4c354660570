import { beforeEach, expect, test } from 'vitest';
import { preferencesUrl } from '../../src/app/preference-link.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { sendAll } from '../support/post-office.ts';
import { ALICE, addActive } from '../support/readers.ts';
import { address } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Visitor, visitorOf } from '../support/visitor.ts';

const SERIES = { series: 'raft', status: 'ready' };
const TOPICS = [
  { id: 'raft-1', title: 'Raft, part one', part: 1, ...SERIES },
  { id: 'raft-2', title: 'Raft, part two', part: 2, ...SERIES },
];

let house: TestApp;
let visitor: Visitor;
let alice: SubscriberId;
let page: string;
/** Part 1 came out before Alice was there. */
beforeEach(async () => {
  const posts = { 'raft-1': 'One.\n', 'raft-2': 'Two.\n' };
  house = await openTestApp({ calendar: { topics: TOPICS }, posts });
  for (const time of ['09:00', '11:00']) await house.tickAt(`2026-12-08T${time}:00-08:00`);
  const [first] = await addActive(house.app, ALICE);
  if (first === undefined) throw new Error('nobody');
  alice = first;
  visitor = visitorOf(house.app);
  page = new URL(preferencesUrl(house.app, alice, address(ALICE))).pathname;
});

const save = (change: Readonly<Record<string, string>>, series: readonly string[]) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ rhythm: 'every-post', pause: '', name: '', ...change }))
    form.append(name, value);
  for (const track of ['systems', 'personal']) form.append('track', track);
  for (const id of series) form.append('series', id);
  return visitor.post(page, form);
};
/** What is written beside the box of the series. */
const hint = async () =>
  /id="preferences-series-1-hint">\s*([^<]*?)\s*<\/p>/.exec((await visitor.get(page)).html)?.[1];

test('offers each series with a part that is out, and says what would come when', async () => {
  const { html } = await visitor.get(page);
  expect(html).toContain('<legend>A series from its beginning</legend>');
  expect(html).toMatch(/<label for="preferences-series-1">Raft<\/label>/);
  expect(await hint()).toBe(
    'One part is out. Part 1, “Raft, part one”, would come with the next fortnight, on 22 December 2026.',
  );
  expect(html).not.toMatch(/name="series"[^>]* checked/);
});

test('begins it when its box is ticked, and ends it when it is not any more', async () => {
  expect((await save({}, ['raft', 'never'])).html).toMatch(/name="series"[^>]* checked/);
  expect(await hint()).toContain(', comes with the next fortnight, on 22 December 2026.');
  expect(await house.app.store.followingsOf(alice)).toMatchObject([{ series: 'raft', ended: null }]);
  await save({ pause: '2027-01-01' }, ['raft']);
  expect(await hint()).toContain('on 5 January 2027.');
  await save({}, []);
  expect((await house.app.store.followingsOf(alice)).filter(({ ended }) => ended === null)).toEqual([]);
});

test('keeps what was ticked in a form that is wrong, and saves none of it', async () => {
  const answer = await save({ pause: 'soon' }, ['raft']);
  expect([answer.status, /name="series"[^>]* checked/.test(answer.html)]).toEqual([400, true]);
  expect(await house.app.store.followingsOf(alice)).toEqual([]);
});

test('says what was had, that a part is on its way, and offers no box when nothing is left', async () => {
  await save({}, ['raft']);
  await house.tickAt('2026-12-22T09:00:00-08:00');
  expect(await hint()).toMatch(/^2 parts are out\. Part 1, “Raft, part one”, is on its way to you\.$/);
  await sendAll(house.app);
  await house.tickAt('2026-12-22T11:00:00-08:00');
  await sendAll(house.app);
  const { html } = await visitor.get(page);
  expect(html).toContain('You have got all of its 2 parts.');
  expect(html).not.toContain('name="series"');
});

test('is in the data that a reader downloads', async () => {
  await save({}, ['raft']);
  const { html } = await visitor.get(`${page}/my-data.json`);
  expect(JSON.parse(html).followings).toEqual([
    { series: 'raft', since: '2026-12-08T19:00:00.000Z', ended: null },
  ]);
});
