import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCalendar } from '../../src/domain/calendar/parse.ts';
import { starterAnchor } from '../../src/domain/calendar/starter.ts';
import { fortnight } from '../support/bare-workspace.ts';
import { date, instant, zone } from '../support/calendars.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

const CALENDAR = 'calendar/calendar.yaml';

describe('fortnight init', () => {
  test('writes a workspace that has no fault, and says what to do next', async () => {
    const root = emptyWorkspace();
    const { code, out } = await fortnight(root, ['init', 'blog', '--zone', 'Asia/Kathmandu']);
    expect(code).toBe(0);
    expect(readdirSync(join(root, 'blog')).toSorted()).toEqual(['.gitignore', 'calendar']);
    expect(out).toContain('calendar/calendar.yaml: 3 topics, no fault found');
    expect(out).toMatch(/Next, in blog:\n {2}fortnight plan .*\n {2}fortnight serve /);
  });

  test('gives a plan with dates, from the next Tuesday on that leaves a week', async () => {
    const root = emptyWorkspace();
    await fortnight(root, ['init', '--zone', 'Europe/London']);
    const plan = JSON.parse((await fortnight(root, ['plan', '--json'])).out);
    expect(plan.slots.map((slot: { date: string }) => slot.date)).toEqual([
      '2026-12-01',
      '2026-12-15',
      '2026-12-29',
    ]);
    expect(plan.slots[0].planned.topic).toBe('why-this-blog');
    expect(existsSync(join(root, 'calendar/posts/why-this-blog.md'))).toBe(true);
  });

  test('takes every answer as it was typed, colons and quotes included', async () => {
    const root = emptyWorkspace();
    const answers = {
      title: 'Ali: "Notes" # 1',
      author: "O'Ali",
      email: 'ali@example.org',
      url: 'https://ali.example',
    };
    const flags = Object.entries(answers).flatMap(([name, value]) => [`--${name}`, value]);
    await fortnight(root, [
      'init',
      ...flags,
      '--anchor',
      '2027-01-07',
      '--every',
      '1 week',
      '--zone',
      'Etc/UTC',
    ]);
    const { calendar, diagnostics } = parseCalendar({
      file: CALENDAR,
      text: readFileSync(join(root, CALENDAR), 'utf8'),
    });
    expect(diagnostics).toEqual([]);
    expect(calendar?.blog).toMatchObject({ title: answers.title, url: answers.url });
    expect(calendar?.blog.author).toEqual({ name: answers.author, email: answers.email });
    expect(calendar?.cadence).toMatchObject({ anchor: '2027-01-07', everyDays: 7, zone: 'Etc/UTC' });
  });

  test('overwrites nothing: a calendar or post that is there stops it before anything is written', async () => {
    const root = emptyWorkspace();
    mkdirSync(join(root, 'calendar/posts'), { recursive: true });
    writeFileSync(join(root, 'calendar/posts/why-this-blog.md'), 'Mine.');
    await expect(fortnight(root, ['init'])).rejects.toMatchObject({ code: 'conflict' });
    expect(existsSync(join(root, CALENDAR))).toBe(false);
    expect(readFileSync(join(root, 'calendar/posts/why-this-blog.md'), 'utf8')).toBe('Mine.');
  });

  test('leaves a .gitignore as it is, and says so', async () => {
    const root = emptyWorkspace();
    writeFileSync(join(root, '.gitignore'), 'mine\n');
    expect((await fortnight(root, ['init'])).out).toContain('.gitignore is as it was');
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toBe('mine\n');
  });

  test.each([
    [['--every', 'fortnightly'], 'not a stride'],
    [['--email', 'nobody'], 'not an email address'],
    [['--title', 'two\nlines'], 'line break'],
  ])('refuses %j before anything is written', async (flags, words) => {
    const root = emptyWorkspace();
    await expect(fortnight(root, ['init', ...flags])).rejects.toThrow(words);
    expect(readdirSync(root)).toEqual([]);
  });

  test('refuses a zone that does not exist as a wrong call, with the nearest name', async () => {
    const { code, err } = await fortnight(emptyWorkspace(), ['init', '--zone', 'Europe/Lodnon']);
    expect([code, err]).toEqual([2, expect.stringContaining('Did you mean Europe/London?')]);
  });

  test('refuses a folder that is a file', async () => {
    const root = emptyWorkspace();
    writeFileSync(join(root, 'blog'), '');
    await expect(fortnight(root, ['init', 'blog'])).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('the first publishing day is a Tuesday in the zone, 7 to 13 days off', () => {
  const now = instant('2026-12-08T00:30:00Z');
  expect(starterAnchor(now, zone('Etc/UTC'))).toBe(date('2026-12-15'));
  expect(starterAnchor(now, zone('America/Los_Angeles'))).toBe(date('2026-12-15'));
  expect(starterAnchor(instant('2026-12-09T00:30:00Z'), zone('Etc/UTC'))).toBe(date('2026-12-22'));
});
