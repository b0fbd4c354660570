import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRevision } from '../../src/workspace/revisions.ts';
import { workspaceAt } from '../../src/workspace/workspace.ts';
import { type CommandLine, commandLine, SHIPPED_CALENDAR } from '../support/calendar-command-line.ts';
import { calendarText, SAMPLE_POSTS } from '../support/calendar-text.ts';
import { temporaryFolder } from '../support/stores.ts';

const sample = () => commandLine(calendarText(), SAMPLE_POSTS);
/** The first column of a table, without its title. */
const idsIn = (out: string) =>
  (out.split('\n\n')[0] ?? '')
    .split('\n')
    .slice(1)
    .map((row) => row.split(' ')[0]);

function commit({ root }: CommandLine, message: string): void {
  const identity = ['-c', 'user.name=Ali', '-c', 'user.email=ali@example.com'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...identity, 'commit', '-qm', message],
  ]) {
    const { status, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
}

describe('fortnight plan --if', () => {
  it('prints exactly the rows that move, in the words of the command', async () => {
    const shipped = commandLine(readFileSync(SHIPPED_CALENDAR, 'utf8'), {
      'after-cap-pacelc': 'A',
      'raft-1': 'B',
    });
    const plan = async () => JSON.parse((await shipped.run('plan', '--json')).out).slots;
    const datesOf = (slots: { date: string; planned: { topic: string } }[]) =>
      new Map(slots.map((slot) => [slot.planned.topic, slot.date]));
    const before = datesOf(await plan());
    const { code, out } = await shipped.run('plan', '--if', 'move crdts --before eda-1');
    expect(code).toBe(0);
    await shipped.run('move', 'crdts', '--before', 'eda-1');
    const after = datesOf(await plan());
    const moved = [...after.keys()].filter((topic) => before.get(topic) !== after.get(topic));
    expect(idsIn(out)).toEqual(moved);
    expect(out).toContain('crdts               Tue 18 Jan 2028 -> Tue  2 Mar 2027');
    expect(out.split('\n').at(-1)).toMatch(/^Runway: .*, as before$/);
  });

  it('takes any number of edits and shows both runways', async () => {
    const { out } = await sample().run('plan', '--if', 'ready raft-2', '--if', 'skip 2027-01-19');
    expect(out).toContain('before  Runway: 3 posts, 8 weeks, dry on 2027-01-19');
    expect(out).toContain('after   Runway: 4 posts, 12 weeks, dry on 2027-02-16');
  });

  it('prints data with --json, and says when nothing moves', async () => {
    const { out } = await sample().run('plan', '--json', '--if', 'ready raft-2');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      moved: [
        {
          topic: 'raft-2',
          title: 'Raft, part two',
          planned: { before: '2027-01-05', after: '2027-01-05' },
          committed: { before: null, after: '2027-01-05' },
        },
        {
          topic: 'on-call',
          title: 'What on-call taught me',
          planned: { before: '2027-01-19', after: '2027-01-19' },
          committed: { before: '2027-01-05', after: '2027-01-19' },
        },
      ],
      runway: {
        before: { from: '2026-11-22', posts: 3, weeks: 8, dryOn: '2027-01-19' },
        after: { from: '2026-11-22', posts: 4, weeks: 10, dryOn: '2027-02-02' },
      },
    });
    expect((await sample().run('plan', '--if', 'status crdts idea')).out).toMatch(/^nothing moves\n/);
  });

  it.each([
    [['--if', 'mvoe crdts'], 1, '"mvoe" is not understood'],
    [['--if', 'ready crdt'], 1, 'did you mean `crdts`?'],
    [
      ['--if', 'ready raft-2', '--count', '3'],
      2,
      "option '--if <edit>' cannot be used with option '--count <n>'",
    ],
    [['--diff', 'HEAD'], 1, 'is in no git repository'],
  ])('answers %j with %i', async (args, code, words) => {
    expect(await sample().run('plan', ...args)).toMatchObject({ code, err: expect.stringContaining(words) });
  });
});

describe('fortnight plan --diff', () => {
  it('prints what has moved since a revision, or between two', async () => {
    const line = sample();
    commit(line, 'one');
    await line.run('move', 'crdts', '--before', 'raft-2');
    const since = await line.run('plan', '--diff', 'HEAD');
    expect(idsIn(since.out)).toEqual(['crdts', 'raft-2', 'on-call']);
    commit(line, 'two');
    expect((await line.run('plan', '--diff', 'HEAD')).out).toMatch(/^nothing moves\n/);
    expect((await line.run('plan', '--diff', 'HEAD~1')).out).toBe(since.out);
    expect((await line.run('plan', '--diff', 'HEAD~1..HEAD')).out).toBe(since.out);
  });

  it('finds a workspace that is a folder of its repository', async () => {
    const line = sample();
    const root = temporaryFolder();
    cpSync(line.root, join(root, 'blog'), { recursive: true });
    commit({ ...line, root }, 'one');
    const workspace = workspaceAt(join(root, 'blog'), join(root, 'blog', 'data'));
    const { text, bodies } = await readRevision(workspace, 'HEAD');
    expect(text).toBe(calendarText());
    expect([...bodies].toSorted()).toEqual(Object.keys(SAMPLE_POSTS).toSorted());
  });

  it('names a revision that does not exist, and one without a calendar', async () => {
    const line = sample();
    commit(line, 'one');
    expect((await line.run('plan', '--diff', 'nope')).err).toContain('git knows no revision "nope"');
    expect((await line.run('plan', '--diff', '--output=x')).err).toContain(
      'git knows no revision "--output=x"',
    );
    spawnSync('git', ['rm', '-q', '--cached', 'calendar/calendar.yaml'], { cwd: line.root });
    spawnSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-qm', 'gone'], {
      cwd: line.root,
    });
    expect(await line.run('plan', '--diff', 'HEAD')).toMatchObject({
      code: 1,
      err: 'error: there is no calendar in HEAD',
    });
  });
});

describe('fortnight plan', () => {
  it('shows so many weeks, or one track, with what is to come under the table', async () => {
    const weeks = await sample().run('plan', '--weeks', '5');
    expect(weeks.out.split('\n\n')[0]?.split('\n')).toHaveLength(3);
    const track = await sample().run('plan', '--track', 'personal');
    expect(track.out).toMatch(/Tue 19 Jan 2027 {2}on-call/);
    expect(track.out.split('\n\n')[0]?.split('\n')).toHaveLength(2);
    expect(track.out).toMatch(/Track +personal +1 +1 +Tue 19 Jan 2027/);
    expect((await sample().run('plan', '--track', 'personel')).err).toContain('did you mean personal?');
  });

  it('writes an iCalendar file', async () => {
    const line = sample();
    const file = join(line.root, 'plan.ics');
    expect(await line.run('plan', '--ics', file, '--count', '2')).toEqual({
      code: 0,
      out: '',
      err: `${file}: 2 planned posts`,
    });
    expect(readFileSync(file, 'utf8').match(/^UID:.*$/gm)).toEqual([
      'UID:pacelc@example.com',
      'UID:raft-1@example.com',
    ]);
    expect((await line.run('plan', '--ics', join(line.root, 'none', 'x.ics'))).err).toContain(
      'cannot be written',
    );
  });
});

describe('fortnight runway', () => {
  it.each([
    [[], 0],
    [['--at-least', '3'], 0],
    [['--at-least', '4'], 1],
  ])('%j ends with %i', async (args, code) => {
    const line = sample();
    expect((await line.run('runway', ...args)).code).toBe(code);
    const { out } = await line.run('runway', ...args, '--json');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      from: '2026-11-22',
      posts: 3,
      weeks: 8,
      dryOn: '2027-01-19',
      enough: code === 0,
    });
  });
});
