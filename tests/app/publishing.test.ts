import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tick } from '../../src/app/tick.ts';
import { HOUR } from '../../src/core/clock.ts';
import { instant } from '../support/calendars.ts';
import { ledgerOf, mailsTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive } from '../support/readers.ts';
import { openTestApp } from '../support/test-app.ts';

const SLOT = instant('2026-12-08T09:00:00-08:00');

test('a topic is published on the minute of its slot and not before', async () => {
  const house = await openTestApp();
  const early = await house.tickAt('2026-12-08T08:59:59-08:00');
  expect(early).toMatchObject({ published: false, decision: { next: { kind: 'idle' } } });
  const due = await house.tickAt('2026-12-08T09:00:00-08:00');
  expect(due).toMatchObject({ published: true, decision: { next: { topic: 'pacelc', lateBy: 0 } } });
  const page = await readFile(join(house.workspace.siteFolder, 'posts/pacelc/index.html'), 'utf8');
  expect(page).toContain('latency or consistency');
});

test('a second look in the same minute changes nothing', async () => {
  const house = await openTestApp();
  await house.tickAt('2026-12-08T09:00:00-08:00');
  const facts = await house.app.store.scheduleFacts();
  const again = await tick(house.app);
  expect(again).toMatchObject({ published: false, revised: 0, site: { written: 0, removed: 0 } });
  expect(await house.app.store.scheduleFacts()).toEqual(facts);
});

test('two looks at once in one process publish once', async () => {
  const house = await openTestApp();
  house.clock.set(SLOT);
  const reports = await Promise.all([tick(house.app), tick(house.app)]);
  expect(reports.map((report) => report.published)).toEqual([true, false]);
});

test('two processes on one database publish once and mail once', async () => {
  const house = await openTestApp();
  const other = await house.another();
  await addActive(house.app, ALICE);
  house.clock.set(SLOT);
  const reports = await Promise.all([tick(house.app), tick(other.app)]);
  expect(reports.filter((report) => report.published)).toHaveLength(1);
  house.clock.set(SLOT + 2 * HOUR);
  await Promise.all([tick(house.app), tick(other.app)]);
  await sendAll(house.app);
  await sendAll(other.app);
  expect(await ledgerOf(house.app, 'regular:pacelc')).toEqual({ audience: 1, sent: 1 });
  expect((await mailsTo(house.app, ALICE)).filter(({ subject }) => subject === 'After CAP')).toHaveLength(1);
});
