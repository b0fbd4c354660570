import { expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { redirectFrom } from '../../src/site/redirects.ts';
import { textAt } from '../support/site-files.ts';
import { siteModel } from '../support/site-model.ts';

const LINES = '/posts/old/ /posts/new/ 301\n/posts/older/ /posts/new/ 301\n';

it('the former addresses of posts are in a file that hosts of static files read', async () => {
  expect(textAt(await buildSite(siteModel()), '_redirects')).toMatch(
    /^\/posts\/latency\/ \/posts\/\S+\/ 301\n$/,
  );
});

it('there is no such file where nothing has moved', async () => {
  const { posts, ...model } = siteModel();
  const stayed = posts.map((post) => (post.kind === 'own' ? { ...post, aliases: [] } : post));
  expect((await buildSite({ ...model, posts: stayed })).map(({ path }) => path)).not.toContain('_redirects');
});

it.each(['/posts/old/', '/posts/old', '/posts/old/index.html'])('%s leads on', (path) => {
  expect(redirectFrom(path, LINES)).toBe('/posts/new/');
});

it.each(['/posts/ol', '/posts/old/x', '/posts/new/', '/posts/', '/', '', '301'])(
  '%j leads nowhere',
  (path) => {
    expect(redirectFrom(path, LINES)).toBeNull();
  },
);
