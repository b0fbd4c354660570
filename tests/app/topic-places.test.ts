import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { preview } from '../../src/app/preview.ts';
import { SAMPLE_POSTS, SAMPLE_TOPICS } from '../support/calendar-text.ts';
import { openTestApp } from '../support/test-app.ts';

const LINKS = 'First [Raft](topic:raft-1), then nothing.\n';

test('a link to a topic says when it comes, and heals when it has come', async () => {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: LINKS } });
  const page = () => readFile(join(house.workspace.siteFolder, 'posts/pacelc/index.html'), 'utf8');
  await house.tickAt('2026-12-08T09:00:00-08:00');
  expect(await page()).toContain('First Raft (coming on 22 December 2026), then nothing.');
  await house.tickAt('2026-12-22T09:00:00-08:00');
  expect(await page()).toContain('First <a href="/posts/raft-1/">Raft</a>, then nothing.');
});

test('the mail knows the same as the page', async () => {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: LINKS } });
  expect(await preview(house.app, 'pacelc', 'text')).toContain('First Raft (coming on 22 December 2026)');
});

test('what of a mail cannot be shown is logged, with its place', async () => {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: `${LINKS}\nAnd $\\frac{$.\n` } });
  await preview(house.app, 'pacelc', 'email');
  expect(house.logged.filter((line) => line.includes('/posts/pacelc/'))).toEqual([
    expect.stringContaining('line 3:12: this formula cannot be read: '),
  ]);
});

test('a post from before Fortnight is linked where its words are: on its page here, or else where it came out', async () => {
  const hello = { id: 'hello-world', title: 'Hello', status: 'published', published: '2026-06-23' };
  const house = await openTestApp({
    calendar: { topics: [hello, ...SAMPLE_TOPICS] },
    posts: { ...SAMPLE_POSTS, pacelc: 'See [how it began](topic:hello-world).\n' },
  });
  const shown = () => preview(house.app, 'pacelc', 'web');
  expect(await shown()).not.toContain('href="/posts/hello-world/">how it began');
  await house.writePost('hello-world', 'It began.\n');
  expect(await shown()).toContain('href="/posts/hello-world/">how it began');
});
