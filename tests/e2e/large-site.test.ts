import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildSiteIn } from '../../src/app/build-site.ts';
import { buildProgram, start } from '../support/processes.ts';
import { openTestApp } from '../support/test-app.ts';

/** More than are made before the program starts threads for them. */
const POSTS = 104;

beforeAll(buildProgram);

async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = paths
    .toSorted()
    .map(async (path) => [path.slice(folder.length), (await readFile(path)).toString('latin1')] as const);
  return Object.fromEntries(await Promise.all(read));
}

it('a site that threads have helped with is the same, byte for byte, as one that was made in one', async () => {
  const ids = Array.from({ length: POSTS }, (_, index) => `post-${index + 1}`);
  const topics = ids.map((id, index) => {
    const published = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
    return { id, title: 'One title for all, as each card takes a while', status: 'published', published };
  });
  const posts = Object.fromEntries(
    ids.map((id) => [id, `About ${id}.\n\n\`\`\`go\nfmt.Println("${id}")\n\`\`\`\n`]),
  );
  const environment = { FORTNIGHT_URL: 'http://localhost:8014' };
  const house = await openTestApp({ calendar: { topics }, posts, environment, unseen: true });
  const { root } = house.workspace;
  await buildSiteIn(house.app, join(root, 'one'));
  await house.close();
  const { code, err } = await start(root, ['build', '--out', 'two'], {
    ...environment,
    FORTNIGHT_DATA: join(root, 'other'),
  }).ended;
  expect([code, err.replace(/^Forms there post.*\n/m, '')]).toEqual([0, '']);
  expect(await filesIn(join(root, 'two'))).toEqual(await filesIn(join(root, 'one')));
}, 120_000);
