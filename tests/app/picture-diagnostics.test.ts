import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examine } from '../../src/app/examine.ts';
import { preflight } from '../../src/app/preflight.ts';
import { preparePictures } from '../../src/app/prepare-pictures.ts';
import type { TopicId } from '../../src/domain/calendar/calendar.ts';
import { SAMPLE_POSTS } from '../support/calendar-text.ts';
import { film, photo } from '../support/pictures.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

async function houseWith(markdown: string): Promise<TestApp> {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: markdown } });
  const { postsFolder } = house.workspace;
  await mkdir(join(postsFolder, 'pacelc'));
  const png = await photo(300, 200).png().toBuffer();
  await writeFile(join(postsFolder, 'pacelc', 'good (1).png'), png);
  await writeFile(join(postsFolder, 'beside.jpg'), await photo(30, 20).jpeg().toBuffer());
  await writeFile(join(postsFolder, 'misnamed.jpg'), png);
  await writeFile(join(postsFolder, 'cut.png'), png.subarray(0, png.length - 20));
  await writeFile(join(postsFolder, 'heavy.gif'), await film());
  await truncate(join(postsFolder, 'heavy.gif'), 1_500_000);
  await writeFile(join(postsFolder, 'huge.png'), png);
  await truncate(join(postsFolder, 'huge.png'), 5_000_000);
  await symlink('../calendar.yaml', join(postsFolder, 'link.png'));
  await mkdir(join(postsFolder, 'raft-1'));
  await writeFile(join(postsFolder, 'raft-1', 'other.png'), png);
  return house;
}

const told = async (markdown: string) => {
  const house = await houseWith(markdown);
  const { diagnostics, readinessOf } = await examine(house.workspace);
  const lines = diagnostics.map(
    ({ code, message, place }) => `${code} ${place.line}:${place.column} ${message}`,
  );
  return { lines, ready: readinessOf('pacelc' as TopicId).ready };
};

test('pictures in the folder of the post and beside it are no fault, nor are those in code or of a draft', async () => {
  const markdown =
    '![A](<good (1).png>) ![B](pacelc/good%20(1).png) ![C](./beside.jpg) ![D](/media/x.png) ![E](https://x.example/y.png)\n\n`![F](gone.png)` \\![G](gone.png)\n';
  expect(await told(markdown)).toEqual({ lines: [], ready: true });
  const { workspace } = await openTestApp({ posts: { ...SAMPLE_POSTS, 'raft-2': '![A](gone.png)\n' } });
  expect((await examine(workspace)).diagnostics).toEqual([]);
});

test.each([
  ['gone.png', 'there is no picture `gone.png`'],
  ['cut.png', 'this picture cannot be shown: its end is missing'],
  ['huge.png', 'this picture cannot be shown: it has 5.0 MB, and 5 MB are too much'],
  ['link.png', 'this picture cannot be shown: it is a link, which may lead elsewhere'],
  ['raft-1/other.png', 'there is no picture `raft-1/other.png`'],
  ['../calendar.yaml', "this picture cannot be shown: its name leads out of the post's folder"],
  ['pacelc', 'this picture cannot be shown: it is not a file'],
])('%s holds a ready post, with its place', async (name, message) => {
  expect(await told(`Words.\n\nSee ![A](${name} "T").\n`)).toEqual({
    lines: [`E402 3:10 ${message}`],
    ready: false,
  });
});

test.each([
  ['misnamed.jpg', 'this picture is a PNG, whatever its name says'],
  ['heavy.gif', 'this picture moves, and has 1.5 MB'],
])('%s is told, and holds nothing', async (name, message) => {
  expect(await told(`![A](${name})\n`)).toEqual({ lines: [`W515 1:6 ${message}`], ready: true });
});

test('what is damaged within holds the post from when its picture was to be made ready', async () => {
  const house = await houseWith('![A](damaged.png)\n');
  const png = await photo(300, 200).png().toBuffer();
  png.fill(0x55, 60, png.length - 20);
  await writeFile(join(house.workspace.postsFolder, 'damaged.png'), png);
  const { calendar, diagnostics } = await examine(house.workspace);
  expect([diagnostics, calendar?.topics.length]).toEqual([[], expect.any(Number)]);
  if (calendar !== null) await preparePictures(house.app, calendar);
  expect((await examine(house.workspace)).diagnostics).toEqual([
    expect.objectContaining({ code: 'E402', message: expect.stringContaining('it is damaged') }),
  ]);
}, 60_000);

test('the preview of a draft says the same', () => {
  const look = { format: 'png', width: 3, height: 2, animated: false } as const;
  const faults = [{ kind: 'picture', line: 1, column: 1, words: 'this picture cannot be shown: x' }] as const;
  const remarks = preflight('![A](a.png) ![B](b.jpg)', faults, (name) =>
    name === 'b.jpg' ? { kind: 'file', size: 10, look } : { kind: 'missing' },
  );
  expect(remarks.map(({ severity, column }) => [severity, column])).toEqual([
    ['error', 1],
    ['warning', 18],
  ]);
});
