import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Article, openArticleShelf } from '../../../src/site/kept/article-shelf.ts';
import { temporaryFolder } from '../../support/stores.ts';

const article = (html: string): Article => ({
  html,
  feedHtml: `feed of ${html}`,
  minutes: 3,
  lead: 'It begins “so”.',
  pictures: ['media/01.png'],
  words: new Map([
    ['raft', 2],
    ['__proto__', 1],
  ]),
});
const never = (): Promise<Article> => Promise.reject(new Error('it was made before'));

it('gives in another process what was made in this one, whole', async () => {
  const folder = temporaryFolder();
  const shelf = await openArticleShelf(folder);
  expect(shelf.factsOf('a')).toBeNull();
  await shelf.take('a', async () => article('<p>a</p>'));
  await shelf.save();
  const again = await openArticleShelf(folder);
  expect(again.factsOf('a')).toEqual({ minutes: 3, lead: 'It begins “so”.', pictures: ['media/01.png'] });
  expect(await again.take('a', never)).toEqual(article('<p>a</p>'));
});

it.each([
  ['nothing is left of it', ''],
  ['it is something else', 'no such thing'],
])('makes an article anew when %s', async (_case, left) => {
  const folder = temporaryFolder();
  const shelf = await openArticleShelf(folder);
  await shelf.take('a', async () => article('old'));
  await writeFile(join(folder, 'articles', 'a'), left);
  const again = await openArticleShelf(folder);
  expect((await again.take('a', async () => article('new'))).html).toBe('new');
  expect((await (await openArticleShelf(folder)).take('a', never)).html).toBe('new');
});

it('remembers no failure', async () => {
  const shelf = await openArticleShelf(null);
  await expect(shelf.take('a', never)).rejects.toThrow('made before');
  expect((await shelf.take('a', async () => article('now'))).html).toBe('now');
});

it('throws away what nobody asked for', async () => {
  const folder = temporaryFolder();
  const shelf = await openArticleShelf(folder);
  for (const key of ['a', 'b']) await shelf.take(key, async () => article(key));
  await shelf.save();
  const again = await openArticleShelf(folder);
  again.factsOf('b');
  await again.tidy();
  expect(await readdir(join(folder, 'articles'))).toEqual(['b']);
  expect((await openArticleShelf(folder)).factsOf('a')).toBeNull();
});
