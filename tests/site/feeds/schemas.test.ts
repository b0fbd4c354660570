import { beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../../src/site/build.ts';
import type { SiteFile } from '../../../src/site/model.ts';
import { faultsAgainst } from '../../support/json-schema.ts';
import { JSON_FEED } from '../../support/schemas/json-feed.ts';
import { SHIPPED_POSTS, shippedPost } from '../../support/shipped-blog.ts';
import { textAt, textOf } from '../../support/site-files.ts';
import { ownPost, siteModel } from '../../support/site-model.ts';
import { xmlFaults } from '../../support/xml-schemas.ts';

let shipped: readonly SiteFile[];
let empty: readonly SiteFile[];

beforeAll(async () => {
  const posts = SHIPPED_POSTS.map((id, index) =>
    ownPost(id, `2026-11-${String(index + 1).padStart(2, '0')}`, {
      markdown: shippedPost(id),
      title: `Vec<T> & "${id}"`,
      tags: ['R&D', '<C>'],
    }),
  );
  const told = { hub: 'https://hub.example/?a=1&b=2', indexNowKey: null };
  shipped = await buildSite(siteModel({ posts, told }));
  empty = await buildSite(siteModel({ posts: [], coming: [] }));
}, 240_000);

describe.each([
  ['of all posts that are shipped, under awkward titles', () => shipped],
  ['before the first post', () => empty],
])('the site %s', (_when, files) => {
  it.each([
    ['rss', /feed\.xml$/],
    ['atom', /atom\.xml$/],
    ['sitemap', /^sitemap\.xml$/],
  ])('has files that are right by the schema of %s', async (schema, name) => {
    const those = files().filter(({ path }) => name.test(path));
    expect(those.length).toBeGreaterThan(0);
    expect(
      await xmlFaults(schema, Object.fromEntries(those.map((file) => [file.path, textOf(file)]))),
    ).toEqual([]);
  });

  it('has JSON feeds that are right by their schema', () => {
    const those = files().filter(({ path }) => path.endsWith('feed.json'));
    expect(those.length).toBeGreaterThan(0);
    for (const file of those) expect(faultsAgainst(JSON_FEED, JSON.parse(textOf(file)))).toEqual([]);
  });
});

describe('the schemas', () => {
  it.each([
    ['rss', 'feed.xml', /<description>[^<]*<\/description>/, ''],
    ['rss', 'feed.xml', /<pubDate>/, '<pubDate>Tomorrow, '],
    ['rss', 'feed.xml', /<item>/, '<item><entry/>'],
    ['atom', 'atom.xml', /<id>[^<]*<\/id>/, ''],
    ['atom', 'atom.xml', /<updated>[^<]*/, '<updated>2026-11-27T10:00:00'],
    ['atom', 'atom.xml', /type="html"/, 'type="markdown"'],
    ['sitemap', 'sitemap.xml', /<loc>https:\/\/example\.com/, '<loc>'],
    ['sitemap', 'sitemap.xml', /<url>/, '<url><priority>2</priority>'],
  ])('of %s finds a fault in %s: %s as %s', async (schema, path, right, wrong) => {
    const broken = textAt(shipped, path).replace(right, wrong);
    expect(await xmlFaults(schema, { [path]: broken })).not.toEqual([]);
  });

  it('of the JSON feed finds an item without an id, and a date that is none', () => {
    const feed = JSON.parse(textAt(shipped, 'feed.json'));
    const [first, second] = feed.items;
    const items = [
      { ...first, id: undefined },
      { ...second, date_published: 'yesterday' },
    ];
    const broken = JSON.parse(JSON.stringify({ ...feed, items }));
    expect(faultsAgainst(JSON_FEED, broken)).toHaveLength(2);
  });
});
