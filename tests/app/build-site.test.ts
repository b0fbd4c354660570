import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildSiteIn } from '../../src/app/build-site.ts';
import { SAMPLE_POSTS } from '../support/calendar-text.ts';
import { photo } from '../support/pictures.ts';
import { openTestApp } from '../support/test-app.ts';

/** Every file below a folder, by a hash of what is in it. */
async function everythingIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = paths.sort().map(async (path) => {
    const octets = await readFile(path);
    return [path.slice(folder.length + 1), createHash('sha256').update(octets).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

test('a copy has its pictures, and its pages compressed, when the build returns; a second build gives the same octets', async () => {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: '![Four colours](four.png)\n' } });
  const { app, workspace } = house;
  await writeFile(join(workspace.postsFolder, 'four.png'), await photo(300, 200).png().toBuffer());
  await house.tickAt('2026-12-08T09:00:00-08:00');
  const [first, second] = [join(workspace.root, 'first'), join(workspace.root, 'second')];
  await buildSiteIn(app, first);
  // Nothing is left of what was made before.
  await rm(join(workspace.data, 'pictures'), { recursive: true });
  await rm(workspace.siteFolder, { recursive: true });
  await buildSiteIn(app, second);
  const files = await everythingIn(first);
  expect(await everythingIn(second)).toEqual(files);
  const pictures = Object.keys(files).filter((path) => /\.(?:avif|webp)$|^media\//.test(path));
  expect(pictures.length).toBe(3);
  const page = await readFile(join(first, 'posts/pacelc/index.html'));
  expect(brotliDecompressSync(await readFile(join(first, 'posts/pacelc/index.html.br'))).equals(page)).toBe(
    true,
  );
  expect((await buildSiteIn(app, second)).written).toEqual([]);
}, 90_000);
