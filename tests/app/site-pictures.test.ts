import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftAnnouncement } from '../../src/app/draft-announcement.ts';
import { preview } from '../../src/app/preview.ts';
import { unpublish } from '../../src/app/publish-by-hand.ts';
import { renderArticle } from '../../src/app/render-article.ts';
import { SAMPLE_POSTS } from '../support/calendar-text.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const FORMULA = 'A quorum has $n/2 + 1$ members.\n';

const houseWith = (markdown: string) => openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: markdown } });

/** The pictures that the mail of `markdown` shows, as paths of files. */
async function picturesOf({ app, workspace }: TestApp, markdown: string): Promise<readonly string[]> {
  const { pictures } = await renderArticle(app, {
    baseUrl: `${app.config.url}/posts/pacelc/`,
    markdown,
    language: 'en',
    topics: {},
  });
  return pictures.map(({ path }) => join(workspace.siteFolder, path));
}

test('the pictures of a mail are on the site from the minute its post is', async () => {
  const house = await houseWith(FORMULA);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  const [file = ''] = await picturesOf(house, FORMULA);
  expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG');
});

test('they stay when the post is revised or taken back, as the mails that are out refer to them', async () => {
  const house = await houseWith(FORMULA);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  const [file = ''] = await picturesOf(house, FORMULA);
  const { mtimeMs } = await stat(file);
  await house.writePost('pacelc', 'No formula, or $m$ another.\n');
  await house.tickAt('2026-12-08T09:05:00-08:00');
  await unpublish(house.app, 'pacelc');
  expect((await stat(file)).mtimeMs).toBe(mtimeMs);
});

test('a mailing that is no post has its pictures on the site before it goes out', async () => {
  const house = await houseWith('Words.\n');
  const letter = join(house.workspace.root, 'letter.md');
  await writeFile(letter, '# News\n\nNow $x^2$.\n');
  await draftAnnouncement(house.app, { file: letter, title: null, send: true });
  await house.tickAt('2026-12-07T18:01:00-08:00');
  const [file = ''] = await picturesOf(house, 'Now $x^2$.');
  expect((await stat(file)).size).toBeGreaterThan(100);
});

test('a preview brings its pictures with it', async () => {
  const house = await houseWith(FORMULA);
  const html = await preview(house.app, 'pacelc', 'email');
  expect(html).toMatch(/<img[^>]* src="data:image\/png;base64,[^"]+"/);
  expect(html).not.toContain('/media/');
});
