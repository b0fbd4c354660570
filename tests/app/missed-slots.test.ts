import { expect, test } from 'vitest';
import { beginFrom } from '../../src/app/begin.ts';
import { tick } from '../../src/app/tick.ts';
import { date } from '../support/calendars.ts';
import { sendAll, subjectsTo } from '../support/post-office.ts';
import { AUTHOR } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

async function outcomes({ app }: TestApp): Promise<readonly string[]> {
  const { slots } = await app.store.scheduleFacts();
  return slots
    .map(({ date: day, outcome }) => `${day} ${outcome.kind === 'missed' ? outcome.reason : outcome.kind}`)
    .sort();
}

async function told(house: TestApp, words: string): Promise<readonly string[]> {
  await sendAll(house.app);
  const subjects = await subjectsTo(house.app, AUTHOR);
  // Mails of one batch arrive in any order.
  return subjects.filter((subject) => subject.includes(words)).toSorted();
}

test('after a long absence only the last slot is caught up; the others are missed, and the author hears once', async () => {
  const house = await openTestApp();
  await house.tickAt('2027-01-06T03:00:00-08:00');
  await tick(house.app);
  expect(await outcomes(house)).toEqual([
    '2026-12-08 downtime',
    '2026-12-22 downtime',
    '2027-01-05 published',
  ]);
  expect(await told(house, 'Nothing was published')).toEqual([
    'Nothing was published on 2026-12-08',
    'Nothing was published on 2026-12-22',
  ]);
});

test('a slot later than its catch-up is missed, and the topic keeps its place for the next one', async () => {
  const house = await openTestApp();
  await house.tickAt('2026-12-10T09:00:01-08:00');
  expect(await outcomes(house)).toEqual(['2026-12-08 late']);
  expect(await told(house, 'Nothing was published')).toHaveLength(1);
  expect(await house.tickAt('2026-12-22T09:00:00-08:00')).toMatchObject({
    decision: { next: { topic: 'pacelc' } },
  });
});

test('a slot with nothing ready is held, the author hears once, and it publishes as soon as a post is ready', async () => {
  const house = await openTestApp({
    calendar: { topics: [{ id: 'crdts', title: 'CRDTs', status: 'draft' }] },
  });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T09:01:00-08:00');
  expect(await told(house, 'is waiting')).toEqual(['The slot of 2026-12-08 is waiting']);
  await house.writePost('crdts', 'Merge.\n');
  await house.writeCalendar({ topics: [{ id: 'crdts', title: 'CRDTs', status: 'ready' }] });
  expect(await house.tickAt('2026-12-09T20:00:00-08:00')).toMatchObject({ published: true });
});

test('a skipped slot is closed without a word', async () => {
  const house = await openTestApp({ calendar: { cadence: { skip: ['2026-12-08'] } } });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  expect(await outcomes(house)).toEqual(['2026-12-08 skipped']);
  expect(await told(house, 'published')).toEqual([]);
});

test('a new database with dates in the past publishes nothing until the author says from when', async () => {
  const house = await openTestApp({ at: '2026-12-22T09:30:00-08:00' });
  await tick(house.app);
  expect(await tick(house.app)).toMatchObject({
    published: false,
    decision: { next: { kind: 'needs-begin' } },
  });
  expect(await told(house, 'your word to begin')).toHaveLength(1);
  expect(await beginFrom(house.app, date('2026-12-20'))).toBe('2026-12-22');
  expect(await tick(house.app)).toMatchObject({ published: true, decision: { next: { topic: 'pacelc' } } });
  expect(await outcomes(house)).toEqual(['2026-12-22 published']);
});

test('a clock that goes back does nothing twice', async () => {
  const house = await openTestApp();
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-07T09:00:00-08:00');
  await house.tickAt('2026-12-08T09:00:00-08:00');
  expect(await outcomes(house)).toEqual(['2026-12-08 published']);
});
