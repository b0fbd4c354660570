import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { SAMPLE_POSTS } from '../support/calendar-text.ts';
import { run } from '../support/command-line.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const FORMULA = 'A quorum has $n/2 + 1$ members.\n';
let house: TestApp;
beforeEach(async () => {
  house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: FORMULA } });
  await house.tickAt('2026-12-08T09:00:00-08:00');
});

const build = (...argv: string[]) => run(house, ['build', ...argv]);

/** Every file below a folder of the workspace, by its path. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const root = join(house.workspace.root, folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = paths.toSorted().map(async (path) => {
    return [path.slice(root.length + 1), (await readFile(path)).toString('latin1')] as const;
  });
  return new Map(await Promise.all(read));
}

test('what the worker has made already is right, so nothing is written', async () => {
  const { code, out } = await build();
  expect([code, out]).toEqual([0, 'data/site: 0 files written, 0 removed, in 0.0 s\n']);
});

test('a page that somebody spoilt is made anew, and a file that is no part of the site goes away', async () => {
  const { siteFolder } = house.workspace;
  const whole = await readFile(join(siteFolder, 'index.html'), 'utf8');
  await writeFile(join(siteFolder, 'index.html'), 'spoilt');
  await writeFile(join(siteFolder, 'stray.html'), 'stray');
  const { out } = await build('--json');
  expect(JSON.parse(out)).toEqual({
    version: 1,
    folder: siteFolder,
    written: ['index.html'],
    removed: ['stray.html'],
    milliseconds: 0,
  });
  expect(await readFile(join(siteFolder, 'index.html'), 'utf8')).toBe(whole);
});

test('two copies are the same, byte for byte, and the second build of one writes nothing', async () => {
  expect((await build('--out', 'one')).code).toBe(0);
  house.clock.set(house.clock.now() + 61_000);
  expect((await build('--out', 'two')).code).toBe(0);
  const one = await filesIn('one');
  expect(one.size).toBeGreaterThan(20);
  expect(await filesIn('two')).toEqual(one);
  expect((await build('--out', 'one')).out).toContain('one: 0 files written, 0 removed');
  expect(await filesIn('one')).toEqual(one);
});

test('a copy has every file of the site, the pictures of mails that are out among them', async () => {
  await house.writePost('pacelc', 'Another formula, $m$.\n');
  await house.tickAt('2026-12-08T09:05:00-08:00');
  await build('--out', 'copy');
  // Of our own the compressed ones are made by the worker, later.
  const copy = [...(await filesIn('copy')).keys()].filter((path) => !/\.(?:br|gz)$/.test(path));
  expect(copy).toEqual([...(await filesIn('data/site')).keys()]);
  expect(copy.filter((path) => path.startsWith('media/')).length).toBeGreaterThan(1);
});

test('in a copy the forms post to FORTNIGHT_URL, on our own site to the host they came from', async () => {
  await build('--out', 'copy');
  const action = /<form[^>]* action="([^"]*)"/;
  const home = async (folder: string) => action.exec((await filesIn(folder)).get('index.html') ?? '')?.[1];
  expect(await home('copy')).toBe('http://localhost:8014/subscribe');
  expect(await home('data/site')).toBe('/subscribe');
});

test('who builds for another host is told while that host may not post', async () => {
  expect((await build('--out', 'copy')).err).toContain('set FORTNIGHT_ALLOWED_ORIGINS');
  house = await house.another({ FORTNIGHT_ALLOWED_ORIGINS: 'https://static.example.net' });
  expect((await build('--out', 'copy')).err).toBe('');
});

test('a folder with files of somebody else is refused, and so is one inside the site', async () => {
  const folder = join(house.workspace.root, 'mine');
  await mkdir(folder);
  await writeFile(join(folder, 'thesis.txt'), 'years of work');
  expect((await build('--out', 'mine')).failure).toMatchObject({ code: 'refused' });
  expect([...(await filesIn('mine'))]).toEqual([['thesis.txt', 'years of work']]);
  expect((await build('--out', 'data/site/copy')).failure).toMatchObject({ code: 'refused' });
});

test('a broken calendar keeps no site from being built, once there was a whole one', async () => {
  await build('--out', 'before');
  await house.writeCalendar('topics: [');
  expect((await build('--out', 'after')).code).toBe(0);
  expect((await filesIn('after')).get('posts/pacelc/index.html')).toBe(
    (await filesIn('before')).get('posts/pacelc/index.html'),
  );
});
