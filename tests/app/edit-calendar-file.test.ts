import { chmod, lstat, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { editCalendarFile } from '../../src/app/edit-calendar-file.ts';
import type { CalendarEdit } from '../../src/domain/calendar/edits/calendar-edit.ts';
import { writeEdit } from '../../src/workspace/write-edit.ts';
import { date, topicId } from '../support/calendars.ts';
import { openTestApp } from '../support/test-app.ts';

const move: CalendarEdit = {
  kind: 'move',
  topic: topicId('pacelc'),
  to: { kind: 'after', topic: topicId('crdts') },
};

it('what is published can be moved about without effect, but neither pinned nor renamed', async () => {
  const { app, workspace, tickAt } = await openTestApp();
  await tickAt('2026-12-08T09:01:00-08:00');
  const facts = await app.store.scheduleFacts();
  expect(facts.publications.map(({ topic }) => topic)).toEqual(['pacelc']);
  const options = { dryRun: false, now: app.clock.now() };
  const { notes, diff } = await editCalendarFile(workspace, move, facts, options);
  expect(notes).toEqual(['pacelc is out already: this has no effect on the plan']);
  expect(diff.length).toBeGreaterThan(0);
  const pin: CalendarEdit = { kind: 'pin', topic: topicId('pacelc'), date: date('2027-01-05') };
  await expect(editCalendarFile(workspace, pin, facts, options)).rejects.toMatchObject({ code: 'refused' });
  const rename: CalendarEdit = { kind: 'rename', topic: topicId('pacelc'), id: topicId('after-cap') };
  await expect(editCalendarFile(workspace, rename, facts, options)).rejects.toMatchObject({
    code: 'refused',
  });
});

it('a topic renamed by hand after it came out is not published again', async () => {
  const { app, workspace, tickAt, writeCalendar, writePost } = await openTestApp();
  await tickAt('2026-12-08T09:01:00-08:00');
  const text = await readFile(workspace.calendarFile, 'utf8');
  await writeCalendar(text.replace('id: "pacelc"', 'id: after-cap, aliases: [pacelc]'));
  await writePost('after-cap', 'The same post.');
  await tickAt('2026-12-22T09:01:00-08:00');
  const { publications } = await app.store.scheduleFacts();
  expect(publications.map(({ topic }) => topic)).toEqual(['pacelc', 'raft-1']);
});

it('a save in the editor between reading and writing is not lost', async () => {
  const { workspace } = await openTestApp();
  const read = await readFile(workspace.calendarFile, 'utf8');
  await writeFile(workspace.calendarFile, `${read}# saved meanwhile\n`);
  await expect(writeEdit(workspace.calendarFile, read, 'edited')).rejects.toMatchObject({ code: 'conflict' });
  expect(await readFile(workspace.calendarFile, 'utf8')).toBe(`${read}# saved meanwhile\n`);
});

it('a link to the calendar stays a link, and permissions stay', async () => {
  const { workspace } = await openTestApp();
  const elsewhere = join(workspace.root, 'elsewhere.yaml');
  await rename(workspace.calendarFile, elsewhere);
  await symlink(elsewhere, workspace.calendarFile);
  await chmod(elsewhere, 0o640);
  await writeEdit(workspace.calendarFile, await readFile(elsewhere, 'utf8'), 'edited');
  expect((await lstat(workspace.calendarFile)).isSymbolicLink()).toBe(true);
  expect(await readFile(elsewhere, 'utf8')).toBe('edited');
  expect((await stat(elsewhere)).mode & 0o777).toBe(0o640);
});
