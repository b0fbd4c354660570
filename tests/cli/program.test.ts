import { beforeEach, describe, expect, test } from 'vitest';
import { run, type Spoken } from '../support/command-line.ts';
import { ALICE, addActive } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
beforeEach(async () => {
  house = await openTestApp();
});

const say = (line: string): Promise<Spoken> => run(house, line.split(' '));

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

const COMMANDS = [
  'check',
  'plan',
  'next',
  'why',
  'tick',
  'begin',
  'publish',
  'unpublish',
  'preview',
  'edition',
  'edition approve',
  'edition hold',
  'edition send-now',
  'edition preview',
  'edition pause',
  'edition resume',
  'edition cancel',
  'edition retry',
  'ledger',
  'resolve',
  'correction',
  'announce',
  'relay',
  'relay status',
  'relay test',
  'send-test',
  'subscribers',
  'subscribers add',
  'subscribers import',
  'subscribers list',
  'subscribers show',
  'subscribers find',
  'subscribers history',
  'subscribers stats',
  'subscribers export',
  'subscribers suppress',
  'subscribers unsuppress',
  'subscribers erase',
  'subscribers remove',
  'suppressions',
  'suppressions list',
  'suppressions import',
  'suppressions export',
  'serve',
  'web',
  'worker',
  'status',
  'demo',
];

describe('help', () => {
  test('lists every command, in 80 columns', async () => {
    const { code, out } = await run(house, ['--help'], { columns: 80, tty: true });
    expect(code).toBe(0);
    const [, commands = ''] = out.split('Starting:');
    expect(widest(commands.split('Start here:')[0] ?? '')).toBeLessThanOrEqual(80);
    for (const command of COMMANDS) expect(out).toContain(command.split(' ')[0]);
  });

  test.each(COMMANDS)('of %s goes to standard output and fits 80 columns', async (command) => {
    const { code, out, err } = await run(house, [...command.split(' '), '--help'], {
      columns: 80,
      tty: true,
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`fortnight ${command}`);
    expect(widest(out)).toBeLessThanOrEqual(80);
  });

  test('the version is that of the package', async () => {
    expect(await say('--version')).toMatchObject({ code: 0, out: `${house.app.version}\n` });
  });
});

describe('a call that is wrong ends with 2, says so on standard error and does nothing', () => {
  test.each([
    ['plam', 'did you mean plan?'],
    ['check --jsno', 'did you mean --json?'],
    ['why', "missing required argument 'topic-or-reader'"],
    ['why raft-1 raft-2 raft-3', 'too many arguments'],
    ['begin', "required option '--from <date>'"],
    ['begin --from tomorrow', 'YYYY-MM-DD'],
    ['begin --from 2026-02-30', 'YYYY-MM-DD'],
    ['plan --count 0', 'whole number'],
    ['plan --count -1', 'whole number'],
    ['preview raft-1 --text --web', 'cannot be used with'],
    ['subscribers list --state happy', 'pending, active, unsubscribed'],
    ['subscribers import readers.csv', '--consent'],
    ['edition delete raft-1', 'unknown command'],
    ['ledger --watch', 'say which edition'],
    ['resolve raft-1', 'say how'],
    ['resolve raft-1 --sent --dry-run', 'goes with --log'],
    ['relay test first', 'whole number'],
  ])('%s', async (line, words) => {
    const { code, out, err } = await say(line);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.toLowerCase()).toContain(words.toLowerCase());
  });
});

test.each(['why raft-3', 'publish raft-3', 'preview raft-3 --email', 'send-test raft-3 alice@example.org'])(
  '%s names the nearest topic',
  async (line) => {
    const { failure } = await say(line);
    expect(failure).toMatchObject({
      code: 'not-found',
      help: expect.stringMatching(/did you mean raft-[12]\?/),
    });
  },
);

test.each([
  ['serve', 'serve true true'],
  ['web', 'serve true false'],
  ['worker', 'serve false true'],
  ['demo --exit', 'demo true'],
])('%s starts what it names', async (line, started) => {
  expect(await say(line)).toMatchObject({ code: 0, out: started });
});

describe('--json prints one document that parses and has a version', () => {
  test.each(['plan', 'next', 'why raft-1', 'tick', 'status', 'ledger', 'ledger pacelc', 'relay status'])(
    '%s',
    async (line) => {
      await addActive(house.app, ALICE);
      await house.tickAt('2026-12-08T09:00:00-08:00');
      const { code, out, err } = await say(`${line} --json`);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(JSON.parse(out)).toMatchObject({ version: 1 });
    },
  );

  test('check', async () => {
    expect(JSON.parse((await say('check --json')).out)).toBeDefined();
  });

  test('subscribers list: one object a line', async () => {
    await addActive(house.app, ALICE);
    const { out } = await say('subscribers list --json');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ address: ALICE, state: 'active' }]);
  });
});
