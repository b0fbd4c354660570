import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SiteFile } from '../../src/site/model.ts';
import { precompress } from '../../src/site/precompress.ts';
import { writeSite } from '../../src/site/write.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fortnight-site-'));
});
afterEach(() => rm(folder, { recursive: true }));

const LONG = 'The words of a page. '.repeat(100);
const file = (path: string, contents: string | Uint8Array): SiteFile => ({
  path,
  contents,
  type: 'x/y',
  role: 'page',
});
const names = async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
const read = (name: string) => readFile(join(folder, name));

test('what is worth it gets both siblings, of the same octets each time; the rest gets none', async () => {
  await writeSite(folder, [file('a.html', LONG), file('b.css', 'short'), file('c.png', Buffer.alloc(5_000))]);
  expect(await precompress(folder)).toBe(2);
  expect(await names()).toEqual(['a.html', 'a.html.br', 'a.html.gz', 'b.css', 'c.png']);
  const [br, gz] = [await read('a.html.br'), await read('a.html.gz')];
  expect([brotliDecompressSync(br).toString(), gunzipSync(gz).toString()]).toEqual([LONG, LONG]);
  await rm(join(folder, 'a.html.br'));
  await rm(join(folder, 'a.html.gz'));
  await precompress(folder);
  expect([(await read('a.html.br')).equals(br), (await read('a.html.gz')).equals(gz)]).toEqual([true, true]);
});

test('what has them already is left alone, however often the site is written anew', async () => {
  await writeSite(folder, [file('a.html', LONG)]);
  await precompress(folder);
  const { ino } = await stat(join(folder, 'a.html.br'));
  expect(await writeSite(folder, [file('a.html', LONG)])).toEqual({ written: [], removed: [] });
  expect(await precompress(folder)).toBe(0);
  expect((await stat(join(folder, 'a.html.br'))).ino).toBe(ino);
});

test('a file that is replaced loses its siblings at once, and one that goes takes them with it, unsaid', async () => {
  await writeSite(folder, [file('a.html', LONG), file('b.html', LONG)]);
  await precompress(folder);
  expect(await writeSite(folder, [file('a.html', `${LONG}!`)])).toEqual({
    written: ['a.html'],
    removed: ['b.html'],
  });
  expect(await names()).toEqual(['a.html']);
});

test('one that a kill left beside other octets is made anew: it has not the time of its file', async () => {
  await writeSite(folder, [file('a.html', LONG)]);
  await precompress(folder);
  await writeFile(join(folder, 'a.html.br'), 'of an older page');
  await utimes(join(folder, 'a.html.br'), 1, 1);
  expect(await precompress(folder)).toBe(1);
  expect(brotliDecompressSync(await read('a.html.br')).toString()).toBe(LONG);
});

test('one that a power cut left empty is made anew, though it has the time of its file', async () => {
  await writeSite(folder, [file('a.html', LONG)]);
  await precompress(folder);
  const { mtime } = await stat(join(folder, 'a.html'));
  await writeFile(join(folder, 'a.html.gz'), '');
  await utimes(join(folder, 'a.html.gz'), mtime, mtime);
  expect(await precompress(folder)).toBe(1);
  expect(gunzipSync(await read('a.html.gz')).toString()).toBe(LONG);
});

test('however pages are replaced while they are compressed, none is left beside the wrong one', async () => {
  const pages = (round: number) =>
    ['a.html', 'b.html', 'c.html'].map((name) => file(name, `${LONG}${name} ${round}`));
  await writeSite(folder, pages(0));
  const writing = (async () => {
    for (let round = 1; round <= 20; round += 1) await writeSite(folder, pages(round));
  })();
  const compressing = [1, 2].map(async () => {
    for (let round = 0; round < 20; round += 1) await precompress(folder);
  });
  await Promise.all([writing, ...compressing]);
  await precompress(folder);
  for (const name of ['a.html', 'b.html', 'c.html']) {
    const page = (await read(name)).toString();
    expect(page).toContain(`${name} 20`);
    expect(brotliDecompressSync(await read(`${name}.br`)).toString()).toBe(page);
    expect(gunzipSync(await read(`${name}.gz`)).toString()).toBe(page);
  }
});

test('what was compressed of a page that is replaced meanwhile is thrown away', async () => {
  const words = Array.from({ length: 400_000 }, (_, index) => (index * 2_654_435_761) % 2 ** 32).join(' ');
  await writeSite(folder, [file('a.html', words)]);
  // Longer than it takes to replace the page three times.
  const compressing = precompress(folder);
  for (const round of [1, 2, 3]) await writeSite(folder, [file('a.html', `${LONG}${round}`)]);
  expect(await compressing).toBe(0);
  expect(await names()).toEqual(['a.html']);
});
