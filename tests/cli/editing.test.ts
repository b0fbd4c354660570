import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandLine, commandLine, SHIPPED_CALENDAR } from '../support/calendar-command-line.ts';
import { calendarText, SAMPLE_POSTS } from '../support/calendar-text.ts';

const fileOf = ({ root }: CommandLine) => readFileSync(join(root, 'calendar', 'calendar.yaml'), 'utf8');
const hasPost = ({ root }: CommandLine, id: string) =>
  existsSync(join(root, 'calendar', 'posts', `${id}.md`));

function git(root: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Ali', '-c', 'user.email=ali@example.com'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

describe('editing the calendar on the command line', () => {
  it('moves a topic so that git shows the moved block alone, and the calendar stays sound', async () => {
    const shipped = readFileSync(SHIPPED_CALENDAR, 'utf8');
    const line = commandLine(shipped, { 'after-cap-pacelc': 'A', 'raft-1': 'B', 'on-call-taught-me': 'C' });
    git(line.root, 'init', '-q');
    git(line.root, 'add', '.');
    git(line.root, 'commit', '-qm', 'a calendar');
    const { code, out } = await line.run('move', 'crdts', '--before', 'eda-1');
    expect(code).toBe(0);
    const changed = git(line.root, 'diff', '-U0')
      .split('\n')
      .filter((each) => /^[+-](?![+-])/.test(each));
    const block = shipped.slice(shipped.indexOf('  - id: crdts'), shipped.indexOf('  - id: lsm-and-b-trees'));
    const lines = block.trimEnd().split('\n');
    expect(changed.filter((each) => each.startsWith('+'))).toEqual([...lines, ''].map((each) => `+${each}`));
    expect(changed.filter((each) => each.startsWith('-')).toSorted()).toEqual(
      [...lines, ''].map((each) => `-${each}`).toSorted(),
    );
    expect(out.split('\n').filter((each) => /^[+-](?![+-])/.test(each))).toHaveLength(changed.length);
    expect((await line.run('check')).code).toBe(0);
  });

  it('shows the change with --dry-run, and writes nothing', async () => {
    const line = commandLine(calendarText());
    const { code, out, err } = await line.run('pin', 'crdts', '2027-03-16', '--dry-run');
    expect([code, err]).toEqual([0, 'this was a dry run: nothing was written']);
    expect(out).toContain(
      '+  - { track: "systems", id: "crdts", title: "CRDTs", status: "idea", pin: 2027-03-16 }',
    );
    expect(fileOf(line)).toBe(calendarText());
  });

  it.each([
    [['unpin', 'crdts'], 0, 'calendar/calendar.yaml says so already: nothing to change'],
    [
      ['move', 'crdt', '--after', 'pacelc'],
      1,
      'error: the calendar has no topic `crdt`\nhelp: did you mean `crdts`?',
    ],
    [
      ['skip', '2026-12-09'],
      1,
      'error: 2026-12-09 is not a publishing day\nhelp: the nearest publishing days: 2026-12-08, 2026-12-22',
    ],
    [
      ['pin', 'crdts', '2026-11-10'],
      1,
      'error: 2026-11-10 is over\nhelp: pin to a publishing day to come: `fortnight plan` lists them',
    ],
    [['status', 'crdts', 'ready'], 0, 'note: E401: `crdts` is ready, but `posts/crdts.md` is missing'],
    [
      ['move', 'crdts'],
      2,
      'error: say where to: --before ID or --after ID\n(run with --help to see what is allowed)',
    ],
    [
      ['status', 'crdts'],
      2,
      'error: say which status: idea, outline, draft, review, ready, parked\n(run with --help to see what is allowed)',
    ],
  ])('answers %j with %i', async (args, code, err) => {
    expect(await commandLine(calendarText(), SAMPLE_POSTS).run(...args)).toMatchObject({ code, err });
  });

  it('adds, skips and takes back, one after another', async () => {
    const line = commandLine(calendarText());
    await line.run(
      'add',
      'fresh',
      '--title',
      'A fresh one: "now"',
      '--track',
      'personal',
      '--after',
      'pacelc',
    );
    expect(fileOf(line)).toContain(
      '\n  - { id: fresh, title: "A fresh one: \\"now\\"", track: personal, status: idea }\n',
    );
    await line.run('skip', '2027-06-01..2027-06-30');
    expect(fileOf(line)).toContain('\n  skip: [2027-06-01..2027-06-30]\n');
    await line.run('unskip', '2027-06-08');
    expect(fileOf(line)).toContain('\n  skip: [2027-06-01..2027-06-07, 2027-06-09..2027-06-30]\n');
  });

  it('renames a topic with its post, unless one would be lost', async () => {
    const line = commandLine(calendarText(), SAMPLE_POSTS);
    expect((await line.run('rename', 'pacelc', 'after-cap')).code).toBe(0);
    expect(fileOf(line)).toContain('id: "after-cap", title: "After CAP", status: "ready", aliases: [pacelc]');
    expect([hasPost(line, 'pacelc'), hasPost(line, 'after-cap')]).toEqual([false, true]);
    const clash = commandLine(calendarText(), { ...SAMPLE_POSTS, 'after-cap': 'Another.' });
    const before = fileOf(clash);
    expect((await clash.run('rename', 'pacelc', 'after-cap')).err).toContain(
      'posts/after-cap.md exists already',
    );
    expect(fileOf(clash)).toBe(before);
  });
});
