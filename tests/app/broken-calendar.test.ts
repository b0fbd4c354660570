import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calendarText, SAMPLE_TOPICS } from '../support/calendar-text.ts';
import { sendAll, subjectsTo } from '../support/post-office.ts';
import { AUTHOR } from '../support/readers.ts';
import { openTestApp } from '../support/test-app.ts';

const BROKEN = calendarText({ cadence: { every: 'now and then' } });

test('a broken file holds the slot, tells the author once, and publishes once it is mended', async () => {
  const house = await openTestApp();
  await house.writeCalendar(BROKEN);
  for (const at of ['2026-12-08T09:00:00-08:00', '2026-12-08T09:01:00-08:00']) {
    expect(await house.tickAt(at)).toMatchObject({
      published: false,
      decision: { next: { kind: 'hold', reason: { kind: 'calendar-invalid' } } },
    });
  }
  await sendAll(house.app);
  expect((await subjectsTo(house.app, AUTHOR)).filter((subject) => subject.includes('waiting'))).toHaveLength(
    1,
  );
  await house.writeCalendar({});
  expect(await house.tickAt('2026-12-08T09:20:00-08:00')).toMatchObject({ published: true });
});

test('while the file is broken no page changes, not even what the plan says of a post that is ready', async () => {
  const house = await openTestApp();
  await house.tickAt('2026-12-01T09:00:00-08:00');
  const page = join(house.app.workspace.siteFolder, 'coming-next', 'index.html');
  const before = await readFile(page, 'utf8');
  expect(before).toContain('written');
  await house.writeCalendar(BROKEN);
  expect(await house.tickAt('2026-12-01T09:01:00-08:00')).toMatchObject({ site: { written: 0, removed: 0 } });
  expect(await readFile(page, 'utf8')).toBe(before);
});

test('a file mended after the catch-up time has missed its slot', async () => {
  const house = await openTestApp();
  await house.writeCalendar(BROKEN);
  await house.tickAt('2026-12-10T09:00:01-08:00');
  await house.writeCalendar({});
  expect(await house.tickAt('2026-12-10T09:02:00-08:00')).toMatchObject({ published: false });
  const { slots } = await house.app.store.scheduleFacts();
  expect(slots).toMatchObject([{ outcome: { kind: 'missed', reason: 'calendar-invalid' } }]);
});

test('a fault in another topic stops nothing', async () => {
  const topics = [...SAMPLE_TOPICS, { id: 'broken', title: 'Broken', status: 'redy' }];
  const house = await openTestApp({ calendar: { topics } });
  expect(await house.tickAt('2026-12-08T09:00:00-08:00')).toMatchObject({ published: true });
});

test('a body that cannot be read is not ready: the next topic goes out instead', async () => {
  const house = await openTestApp();
  await house.writePost('pacelc', new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c]));
  expect(await house.tickAt('2026-12-08T09:00:00-08:00')).toMatchObject({
    published: true,
    decision: { next: { topic: 'raft-1' } },
  });
});

test('a part that is out holds up no later part, even when its file has gone', async () => {
  const raft = (part: number) => ({
    id: `raft-${part}`,
    title: `Raft ${part}`,
    status: 'ready',
    series: 'raft',
    part,
  });
  const posts = { 'raft-1': 'One.\n', 'raft-2': 'Two.\n' };
  const house = await openTestApp({ calendar: { topics: [raft(1), raft(2)] }, posts });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.writePost('raft-1', null);
  expect(await house.tickAt('2026-12-22T09:00:00-08:00')).toMatchObject({
    decision: { next: { topic: 'raft-2' } },
  });
});

test('the site and the mail stand while the file is broken', async () => {
  const house = await openTestApp();
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.writeCalendar('topics: [');
  const report = await house.tickAt('2026-12-08T11:00:00-08:00');
  expect(report.editions).toMatchObject([{ key: 'regular:pacelc', state: 'open' }]);
  const home = await readFile(join(house.workspace.siteFolder, 'index.html'), 'utf8');
  expect(home).toContain('Imposter Syndrome');
  expect(home).toContain('After CAP');
});

test('without any file the slot waits, and the next look with one is as good as new', async () => {
  const house = await openTestApp();
  await rename(house.workspace.calendarFile, `${house.workspace.calendarFile}.away`);
  const report = await house.tickAt('2026-12-08T09:00:00-08:00');
  expect(report.decision.next).toMatchObject({ kind: 'hold', reason: { kind: 'calendar-invalid' } });
  await rename(`${house.workspace.calendarFile}.away`, house.workspace.calendarFile);
  expect(await house.tickAt('2026-12-08T09:01:00-08:00')).toMatchObject({ published: true });
});
