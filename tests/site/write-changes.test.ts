import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKeptLines } from '../../src/site/kept/kept-lines.ts';
import { type MadeFile, openSiteCache } from '../../src/site/kept/site-cache.ts';
import type { SiteFile } from '../../src/site/model.ts';
import { precompress } from '../../src/site/precompress.ts';
import { writeChanges, writeSite } from '../../src/site/write.ts';
import { temporaryFolder } from '../support/stores.ts';

/** A file that counts how often it is made. */
function counting(path: string, key: string, words: string): SiteFile & { times: number } {
  const file = {
    path,
    key,
    type: 'text/html',
    role: 'page',
    times: 0,
    contents: async () => {
      file.times += 1;
      return words;
    },
  } as const satisfies SiteFile & { times: number } as SiteFile & { times: number };
  return file;
}

const plain = (path: string, contents: string): SiteFile => ({
  path,
  contents,
  type: 'text/html',
  role: 'index',
});
const linesOf = () => openKeptLines<MadeFile>(null, () => null);

it('makes and writes what has another key, removes what is gone, and looks at nothing else', async () => {
  const [folder, made] = [temporaryFolder(), await linesOf()];
  await writeSite(
    folder,
    [
      counting('a.html', '1', 'a'),
      counting('b.html', '1', 'b'),
      counting('gone/c.html', '1', 'c'),
      plain('index.html', 'home'),
    ],
    made,
  );
  await writeFile(join(folder, 'a.html'), 'spoilt');
  const [a, b] = [counting('a.html', '1', 'a'), counting('b.html', '2', 'b again')];
  const changes = await writeChanges(folder, [a, b, plain('index.html', 'home')], made);
  expect(changes).toEqual({ written: ['b.html'], removed: ['gone/c.html'] });
  expect([a.times, b.times]).toEqual([0, 1]);
  expect(await readFile(join(folder, 'a.html'), 'utf8')).toBe('spoilt');
  expect(await readFile(join(folder, 'b.html'), 'utf8')).toBe('b again');
});

it('takes with a page that is gone, or another now, what stands compressed beside it', async () => {
  const [folder, made] = [temporaryFolder(), await linesOf()];
  const long = 'The words of a page. '.repeat(100);
  await writeSite(
    folder,
    ['a.html', 'b.html', 'c.html'].map((path) => counting(path, '1', long)),
    made,
  );
  expect(await precompress(folder)).toBe(6);
  await writeChanges(folder, [counting('a.html', '1', long), counting('b.html', '2', `${long}!`)], made);
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  expect(names.toSorted()).toEqual(['a.html', 'a.html.br', 'a.html.gz', 'b.html']);
});

it('writes nothing where another key came to the same', async () => {
  const [folder, made] = [temporaryFolder(), await linesOf()];
  await writeSite(folder, [counting('a.html', '1', 'a')], made);
  const a = counting('a.html', '2', 'a');
  expect((await writeChanges(folder, [a], made)).written).toEqual([]);
  expect((await writeChanges(folder, [a], made)).written).toEqual([]);
  expect(a.times).toBe(1);
});

it('looks at every file when asked to, and makes only what somebody has spoilt', async () => {
  const [folder, data] = [temporaryFolder(), temporaryFolder()];
  const before = await openSiteCache(data);
  await writeSite(folder, [counting('a.html', '1', 'a'), counting('b.html', '1', 'b')], before.files);
  await before.save();
  await writeFile(join(folder, 'a.html'), 'spoilt');
  await mkdir(join(folder, 'stray'));
  await writeFile(join(folder, 'stray', 's.html'), '');
  const [a, b] = [counting('a.html', '1', 'a'), counting('b.html', '1', 'b')];
  const { files } = await openSiteCache(data);
  expect(await writeSite(folder, [a, b], files)).toEqual({ written: ['a.html'], removed: ['stray/s.html'] });
  expect([a.times, b.times]).toEqual([1, 0]);
});
