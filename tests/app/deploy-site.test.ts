import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deploySite } from '../../src/app/deploy-site.ts';
import { MINUTE } from '../../src/core/clock.ts';
import { run } from '../support/command-line.ts';
import { mailsTo, sendAll } from '../support/post-office.ts';
import { AUTHOR } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const COPY = 'echo run >> runs; rm -rf copy; cp -R "$SITE_FOLDER" copy; test ! -e broken';
const PATH = process.env.PATH ?? '';

const houseWith = (command: string, more: Readonly<Record<string, string>> = {}) =>
  openTestApp({ environment: { PATH, FORTNIGHT_DEPLOY_COMMAND: command, ...more } });

const deploy = ({ app }: TestApp, anew = false, signal = new AbortController().signal) =>
  deploySite(app, { anew, signal });

const at = (house: TestApp, path: string) => join(house.workspace.root, path);
const runs = (house: TestApp) =>
  existsSync(at(house, 'runs')) ? readFileSync(at(house, 'runs'), 'utf8').split('\n').length - 1 : 0;
const statusOf = async (house: TestApp) =>
  /^Deploy.*$/m.exec((await run(house, ['status'])).out)?.[0] ?? null;
const notices = async (house: TestApp) => {
  await sendAll(house.app);
  const mails = await mailsTo(house.app, AUTHOR);
  return mails.filter(({ subject }) => subject.includes('other host'));
};

test('the command carries the site when it has changed, and only then', async () => {
  const house = await houseWith(COPY);
  expect(await statusOf(house)).toContain('the worker runs the command next');
  expect(await deploy(house)).toBe('done');
  expect(await deploy(house)).toBe('nothing to do');
  await house.tickAt('2026-12-08T09:00:00-08:00');
  expect(await deploy(house)).toBe('done');
  expect(await deploy(house, true)).toBe('nothing to do');
  expect(runs(house)).toBe(2);
  expect(readFileSync(at(house, 'copy/posts/pacelc/index.html'))).toEqual(
    readFileSync(join(house.workspace.siteFolder, 'posts/pacelc/index.html')),
  );
  expect(await statusOf(house)).toBe('Deploy     up to date since 2026-12-08 17:00:00 UTC');
});

test('without a command nothing is said of it', async () => {
  const house = await openTestApp();
  expect(await deploy(house)).toBe('nothing to do');
  expect(await statusOf(house)).toBeNull();
});

test('forms of a site that is carried elsewhere post to FORTNIGHT_URL', async () => {
  const { workspace } = await houseWith(COPY);
  expect(readFileSync(join(workspace.siteFolder, 'index.html'), 'utf8')).toContain(
    'action="http://localhost:8014/subscribe"',
  );
});

test('the command knows where the site is, and nothing of our secrets', async () => {
  const secret = 'a-secret-that-is-longer-than-thirty-two';
  const house = await houseWith('env > env', { FORTNIGHT_SECRET: secret, OWN: 'mine' });
  await deploy(house);
  const given = readFileSync(at(house, 'env'), 'utf8');
  expect(given).toContain(`SITE_FOLDER=${house.workspace.siteFolder}\n`);
  expect(given).toContain('OWN=mine\n');
  expect(given).not.toMatch(/FORTNIGHT_/);
});

test('a failure is logged with what was printed, and tried again after growing pauses', async () => {
  const house = await houseWith(`${COPY} || { echo the disk there is full; exit 1; }`);
  writeFileSync(at(house, 'broken'), '');
  const began = house.clock.now();
  for (const minutes of [0, 1, 1 + 5, 1 + 5 + 15]) {
    const due = began + minutes * MINUTE;
    if (minutes > 0) house.clock.set(due - 1);
    if (minutes > 0) expect(await deploy(house), `just before ${minutes}`).toBe('nothing to do');
    house.clock.set(due);
    expect(await deploy(house), `at ${minutes}`).toBe('failed');
  }
  const warnings = house.logged.filter((line) => line.includes('deploy command'));
  expect(warnings).toHaveLength(4);
  expect(warnings[0]).toBe(
    'the deploy command ended with exit code 1; it is run again at 2026-12-08 02:01 UTC. It printed last:\n  the disk there is full',
  );
});

test('the author is told of the fourth failure in a row, once, and anew when it fails again after a success', async () => {
  const house = await houseWith(`${COPY} || { echo "the disk <there> is full"; exit 1; }`);
  const failFor = async (times: number) => {
    for (let time = 1; time <= times; time += 1) {
      expect(await deploy(house, true)).toBe('failed');
      house.clock.set(house.clock.now() + MINUTE);
    }
  };
  writeFileSync(at(house, 'broken'), '');
  await failFor(3);
  expect(await notices(house)).toHaveLength(0);
  await failFor(2);
  const [notice, ...others] = await notices(house);
  expect(others).toEqual([]);
  expect(notice?.subject).toContain('The site does not reach its other host');
  expect(notice?.text).toContain('failed 4 times since 2026-12-08 02:00 UTC');
  expect(notice?.text).toContain('the disk <there> is full');
  expect(await statusOf(house)).toContain(
    'failed 5 times since 2026-12-08 02:00:00 UTC: it ended with exit code 1; again at 2026-12-08 06:04:00 UTC',
  );
  rmSync(at(house, 'broken'));
  expect(await deploy(house, true)).toBe('done');
  expect(await statusOf(house)).toContain('up to date');
  writeFileSync(at(house, 'broken'), '');
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await failFor(4);
  expect(await notices(house)).toHaveLength(2);
});

test('a change of the site does not wait for the pause after a failure', async () => {
  const house = await houseWith(COPY);
  writeFileSync(at(house, 'broken'), '');
  await deploy(house);
  rmSync(at(house, 'broken'));
  expect(await deploy(house)).toBe('nothing to do');
  await house.writeCalendar({ blog: { title: 'Another title' } });
  await house.tickAt('2026-12-07T18:00:01-08:00');
  expect(await deploy(house)).toBe('done');
});

test('what was interrupted is owed, also to another process, and so is what failed', async () => {
  const house = await houseWith('echo run >> runs; test -e mended || exec sleep 600');
  const ending = new AbortController();
  const running = deploy(house, false, ending.signal);
  ending.abort();
  expect(await running).toBe('stopped');
  writeFileSync(at(house, 'mended'), '');
  const successor = await house.another();
  expect(await deploy(successor)).toBe('done');
  expect(await deploy(successor)).toBe('nothing to do');
});

test('a worker that starts anew tries at once what failed before', async () => {
  const house = await houseWith(COPY);
  writeFileSync(at(house, 'broken'), '');
  expect(await deploy(house)).toBe('failed');
  rmSync(at(house, 'broken'));
  const successor = await house.another();
  expect(await deploy(successor)).toBe('nothing to do');
  expect(await deploy(successor, true)).toBe('done');
});

test('another command carries everything once more', async () => {
  const house = await houseWith(COPY);
  await deploy(house);
  const other = await house.another({ PATH, FORTNIGHT_DEPLOY_COMMAND: `${COPY} # elsewhere` });
  expect(await deploy(other)).toBe('done');
});

test('a site that is being written is not carried, and neither is one that nobody has made', async () => {
  const house = await houseWith(COPY);
  for (const note of ['being written by another', 'several processes wrote at once']) {
    writeFileSync(join(house.workspace.data, 'site.made-from'), note);
    expect(await deploy(house)).toBe('nothing to do');
  }
  rmSync(join(house.workspace.data, 'site.made-from'));
  expect(await deploy(house)).toBe('nothing to do');
  expect(runs(house)).toBe(0);
});

test.each(['', '{"kind":"carried"', '[]', 'null', '{"kind":"carried","site":7,"at":"noon"}'])(
  'a note that says %j counts for nothing: the site is carried',
  async (text) => {
    const house = await houseWith(COPY);
    await deploy(house);
    writeFileSync(join(house.workspace.data, 'site.deployed'), text);
    expect(await deploy(house)).toBe('done');
  },
);
