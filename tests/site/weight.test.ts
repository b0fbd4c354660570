import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { SHIPPED_POSTS, shippedPost } from '../support/shipped-blog.ts';
import { octetsOf, textAt } from '../support/site-files.ts';
import { ownPost, siteModel } from '../support/site-model.ts';

/** In bytes, compressed, without pictures: what a phone on a slow line has in the time it takes to look up. */
const HEAVIEST = 60_000;

const posts = SHIPPED_POSTS.map((id, index) =>
  ownPost(id, `2026-01-${String(index + 10)}`, { markdown: shippedPost(id) }),
);
const files = await buildSite(siteModel({ posts }));

/** A page with the style sheets, scripts and icons that it loads. */
async function weightOf(path: string): Promise<number> {
  const html = textAt(files, path);
  const loads = /<link rel="(?:stylesheet|icon|manifest)" href="\/([^"]+)"|<script src="\/([^"]+)"/g;
  const paths = [path, ...[...html.matchAll(loads)].map(([, link, script]) => link ?? script ?? '')];
  const found = files.filter((file) => paths.includes(file.path));
  expect(found).toHaveLength(paths.length);
  const sizes = found.map(async (file) => gzipSync(await octetsOf(file)).length);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

it.each(['index.html', 'start-here/index.html', ...SHIPPED_POSTS.map((id) => `posts/${id}/index.html`)])(
  '%s is light, with all that it loads',
  async (path) => {
    const weight = await weightOf(path);
    expect(weight).toBeGreaterThan(4_000);
    expect(weight).toBeLessThan(HEAVIEST);
  },
);

it('loads the search’s script on the page of the search alone', () => {
  const withScript = files.filter(({ path }) => textAt(files, path).includes('<script src='));
  expect(withScript.map(({ path }) => path)).toEqual(['search/index.html']);
});
