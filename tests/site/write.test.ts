import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SiteFile } from '../../src/site/model.ts';
import { addPictures, writeSite } from '../../src/site/write.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fortnight-site-'));
});
afterEach(() => rm(folder, { recursive: true }));

const file = (path: string, contents: string, role: SiteFile['role'] = 'page'): SiteFile => ({
  path,
  contents,
  type: 'text/html',
  role,
});

describe('writing the site', () => {
  it('writes assets and pages before the indexes that lead to them', async () => {
    const files = [
      file('index.html', 'home', 'index'),
      file('posts/a/index.html', 'a'),
      file('assets/s.css', 's', 'asset'),
    ];
    const { written } = await writeSite(folder, files);
    expect(written).toEqual(['assets/s.css', 'posts/a/index.html', 'index.html']);
    expect(await readFile(join(folder, 'posts/a/index.html'), 'utf8')).toBe('a');
  });

  it('writes octets as they are', async () => {
    const picture = {
      path: 'p.png',
      contents: Uint8Array.of(0x89, 0xff, 0),
      type: 'image/png',
      role: 'asset',
    } as const;
    expect((await writeSite(folder, [picture])).written).toEqual(['p.png']);
    expect([...(await readFile(join(folder, 'p.png')))]).toEqual([0x89, 0xff, 0]);
    expect((await writeSite(folder, [picture])).written).toEqual([]);
  });

  it('makes what is named by its hash only where it is not there yet', async () => {
    let made = 0;
    const contents = async () => Uint8Array.of(++made);
    const picture = { path: 'cards/1a2b.png', contents, type: 'image/png', role: 'asset' } as const;
    expect((await writeSite(folder, [picture])).written).toEqual(['cards/1a2b.png']);
    expect(await writeSite(folder, [picture])).toEqual({ written: [], removed: [] });
    expect(made).toBe(1);
  });

  it('leaves files alone that are right already', async () => {
    await writeSite(folder, [file('a.html', 'a'), file('b.html', 'b')]);
    const before = await stat(join(folder, 'a.html'));
    const { written } = await writeSite(folder, [file('a.html', 'a'), file('b.html', 'changed')]);
    expect(written).toEqual(['b.html']);
    expect((await stat(join(folder, 'a.html'))).ino).toBe(before.ino);
  });

  it('replaces a file instead of writing into it, so that a reader never gets half of one', async () => {
    await writeSite(folder, [file('a.html', 'old')]);
    const before = await stat(join(folder, 'a.html'));
    await writeSite(folder, [file('a.html', 'new')]);
    expect((await stat(join(folder, 'a.html'))).ino).not.toBe(before.ino);
  });

  it('removes what no longer belongs, with the folders that leaves empty', async () => {
    await writeSite(folder, [file('posts/a/index.html', 'a'), file('posts/b/index.html', 'b')]);
    const { removed } = await writeSite(folder, [file('posts/b/index.html', 'b')]);
    expect(removed).toEqual(['posts/a/index.html']);
    expect(await readdir(join(folder, 'posts'))).toEqual(['b']);
  });

  it('clears up after a write that was killed long ago, and leaves alone what may be under way', async () => {
    await writeSite(folder, [file('a.html', 'a')]);
    await writeFile(join(folder, 'a.html.0123456789ab.unfinished'), 'hal');
    await writeFile(join(folder, 'b.html.0123456789ab.unfinished'), 'hal');
    await utimes(join(folder, 'b.html.0123456789ab.unfinished'), 0, 0);
    await writeSite(folder, [file('a.html', 'a')]);
    expect((await readdir(folder)).sort()).toEqual([
      '.fortnight-site',
      'a.html',
      'a.html.0123456789ab.unfinished',
    ]);
  });

  it('may run several times at once: each file is whole, and the last word is left standing', async () => {
    const site = (version: number): SiteFile[] =>
      Array.from({ length: 20 }, (_, index) =>
        file(`posts/${(index + version) % 25}/index.html`, `${version} `.repeat(50)),
      );
    await Promise.all([0, 1, 2, 3, 4, 5].map((version) => writeSite(folder, site(version))));
    await writeSite(folder, site(9));
    const posts = await readdir(join(folder, 'posts'), { recursive: true });
    expect(posts.filter((path) => path.endsWith('.html'))).toHaveLength(20);
    expect(posts.filter((path) => path.endsWith('.unfinished'))).toEqual([]);
    expect(await readFile(join(folder, 'posts/9/index.html'), 'utf8')).toBe('9 '.repeat(50));
  });

  it('is done with when it fails: nothing of it lands after the next who writes', async () => {
    const pages = Array.from({ length: 64 }, (_, index) => file(`p-${index}.html`, 'a page'));
    const broken = { ...file('broken.html', ''), key: 'k', contents: () => Promise.reject(new Error('no')) };
    await expect(writeSite(folder, [...pages, broken])).rejects.toThrow('no');
    const names = await readdir(folder);
    expect(names.filter((name) => name.endsWith('.html'))).toHaveLength(64);
    expect(names.filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  it('keeps the pictures of mails, whatever became of their post', async () => {
    const picture = { path: 'media/0123.png', bytes: new Uint8Array([137, 80, 78, 71]), width: 1, height: 1 };
    await writeSite(folder, [file('a.html', 'a')]);
    await addPictures(folder, [picture]);
    expect(await writeSite(folder, [file('b.html', 'b')])).toEqual({
      written: ['b.html'],
      removed: ['a.html'],
    });
    expect([...(await readFile(join(folder, 'media/0123.png')))]).toEqual([137, 80, 78, 71]);
  });

  it('adds pictures to no folder that holds something else', async () => {
    await writeFile(join(folder, 'thesis.txt'), 'years of work');
    const picture = { path: 'media/0123.png', bytes: new Uint8Array([1]), width: 1, height: 1 };
    await expect(addPictures(folder, [picture])).rejects.toMatchObject({ code: 'refused' });
  });

  it('refuses a folder that holds something else, and touches nothing in it', async () => {
    await writeFile(join(folder, 'thesis.txt'), 'years of work');
    await expect(writeSite(folder, [file('a.html', 'a')])).rejects.toMatchObject({ code: 'refused' });
    expect(await readdir(folder)).toEqual(['thesis.txt']);
  });

  it('says so when the disk will not take a file', async () => {
    await writeSite(folder, []);
    await mkdir(join(folder, 'a.html'));
    await expect(writeSite(folder, [file('a.html', 'a')])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
