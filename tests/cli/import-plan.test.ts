import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fortnight } from '../support/bare-workspace.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

const CSV =
  'Title,Publish date,Status,Category\n"CP: it costs",2026-12-08,Draft,Notes\nA day off,2026-12-09,Idea,Notes\n';

async function workspace(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = emptyWorkspace();
  await fortnight(root, ['init', '--zone', 'America/Los_Angeles', '--anchor', '2026-12-08']);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

const calendarIn = (root: string) => readFileSync(join(root, 'calendar/calendar.yaml'), 'utf8');

describe('fortnight import plan', () => {
  test('prints the YAML alone to standard output, the report to standard error, and writes nothing', async () => {
    const root = await workspace({ 'plan.csv': CSV });
    const before = calendarIn(root);
    const { code, out, err } = await fortnight(root, ['import', 'plan', 'plan.csv']);
    expect(code).toBe(0);
    expect(out).toBe(`topics:
  - id: cp-it-costs
    title: "CP: it costs"
    track: notes
    status: draft
    pin: 2026-12-08

  # Planned for 2026-12-09 before it was imported.
  - id: a-day-off
    title: A day off
    track: notes
    status: idea`);
    expect(err).toContain('note: plan.csv:3: not pinned: 2026-12-09 is no publishing day');
    expect(err).toContain(
      '2 topics to add to calendar/calendar.yaml; 0 not understood, 1 note. --write adds them',
    );
    expect(calendarIn(root)).toBe(before);
  });

  test('adds them with --write: nothing else changes, check finds no fault, and a second time there is nothing to add', async () => {
    const root = await workspace({ 'plan.csv': CSV });
    const before = calendarIn(root);
    expect((await fortnight(root, ['import', 'plan', 'plan.csv', '--write'])).code).toBe(0);
    expect(calendarIn(root).startsWith(before)).toBe(true);
    expect(await fortnight(root, ['check'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('5 topics, no fault'),
    });
    const again = await fortnight(root, ['import', 'plan', 'plan.csv', '--write']);
    expect([again.code, again.out, again.err.match(/has it already/g)?.length]).toEqual([0, '', 2]);
  });

  test('ends with 1 when a line was not understood, and says so as data too', async () => {
    const root = await workspace({ 'plan.md': '# Notes\n- [ ] Raft\n\nProse.\n' });
    const { code, out } = await fortnight(root, ['import', 'plan', 'plan.md', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      written: false,
      topics: [{ id: 'raft', line: 2 }],
      notUnderstood: [{ line: 4, text: 'Prose.' }],
    });
  });

  test('reads an iCalendar file, and the name in capitals', async () => {
    const event =
      'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Raft\r\nDTSTART:20261222T170000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
    const root = await workspace({ 'PLAN.ICS': event });
    expect((await fortnight(root, ['import', 'plan', 'PLAN.ICS'])).out).toContain('pin: 2026-12-22');
  });

  test.each([
    [['missing.csv'], 'not-found'],
    [['calendar.csv'], 'invalid'],
    [['plan.xlsx'], 'invalid'],
    [['plan.csv', '--track', 'nots'], 'not-found'],
    [['device.csv'], 'invalid'],
  ])('refuses %j', async (args, code) => {
    const root = await workspace({ 'plan.csv': CSV, 'plan.xlsx': 'PK' });
    mkdirSync(join(root, 'calendar.csv'));
    symlinkSync('/dev/null', join(root, 'device.csv'));
    await expect(fortnight(root, ['import', 'plan', ...args])).rejects.toMatchObject({ code });
  });

  test('writes nothing into a calendar it cannot extend', async () => {
    const root = await workspace({ 'plan.csv': CSV });
    const flow = calendarIn(root).replace(
      /topics:[\s\S]*$/,
      'topics: [{ id: a, title: A, track: notes, status: idea }]\n',
    );
    writeFileSync(join(root, 'calendar/calendar.yaml'), flow);
    await expect(fortnight(root, ['import', 'plan', 'plan.csv', '--write'])).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(calendarIn(root)).toBe(flow);
  });
});
