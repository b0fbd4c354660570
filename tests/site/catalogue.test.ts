import { describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { catalogueOf } from '../../src/site/catalogue.ts';
import type { SitePost } from '../../src/site/model.ts';
import { textContent } from '../support/html-text.ts';
import { textAt } from '../support/site-files.ts';
import { earlierPost, ownPost, siteModel } from '../support/site-model.ts';

const words = (html: string) =>
  textContent(html.replace(/<\/(p|li|h\d|a|time|span)>/g, ' ')).replace(/\s+/g, ' ');

/** A blog with so many posts, a day apart, all with one tag. */
function longModel(count: number) {
  const posts = Array.from({ length: count }, (_, index): SitePost => {
    const date = new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10);
    return earlierPost(`post-${index + 1}`, date, { tags: ['everything'] });
  });
  return siteModel({ posts });
}

describe('the catalogue', () => {
  it('takes tags that differ in case or accents alone as one, in the words of the newest post', () => {
    const posts = [
      ownPost('a', '2026-12-08', { tags: ['CAFÉ', 'cafe'] }),
      ownPost('b', '2026-12-22', { tags: ['Café', '日本'] }),
    ];
    const { tags, tagOf } = catalogueOf(siteModel({ posts }), []);
    expect(tags.map(({ slug, words, posts }) => [slug, words, posts.map(({ id }) => id)])).toEqual([
      ['cafe', 'Café', ['b', 'a']],
    ]);
    expect(tagOf('cafe')).toBe(tags[0]);
    expect(tagOf('日本')).toBeNull();
  });

  it('gives no page to a track or series whose id could not be an address', async () => {
    const model = siteModel();
    const [track] = model.tracks;
    const odd = { ...model, tracks: [...(track === undefined ? [] : [{ ...track, id: '../up' }])] };
    expect(catalogueOf(odd, []).tracks).toEqual([]);
    expect((await buildSite(odd)).filter(({ path }) => path.includes('..'))).toEqual([]);
  });

  it('knows the posts before and after, and of the first and the last that there is none', () => {
    const model = siteModel();
    const [first, last] = [ownPost('pacelc', '2026-12-08'), ownPost('raft-1', '2026-12-22')];
    const { neighboursOf } = catalogueOf(model, []);
    expect(neighboursOf(first)).toMatchObject({ older: null, newer: { id: 'raft-1' } });
    expect(neighboursOf(last)).toMatchObject({ older: { id: 'pacelc' }, newer: null });
    expect(neighboursOf(ownPost('nowhere', '2026-12-08'))).toEqual({ older: null, newer: null });
  });
});

describe('a long life', () => {
  it('puts a hundred posts of a track or tag on a page, and leads from each page to the next', async () => {
    const files = await buildSite(longModel(250));
    const second = textAt(files, 'tracks/distributed-systems/2/index.html');
    expect(second.match(/class="post-title"/g)).toHaveLength(100);
    expect(words(second)).toMatch(/Page 1 Page 2 of 3 Page 3/);
    expect(second).toContain('<a rel="prev" href="/tracks/distributed-systems/">');
    expect(second).toContain('<title>Distributed systems, page 2 ');
    expect(textAt(files, 'tags/everything/3/index.html').match(/class="by-date-title"/g)).toHaveLength(50);
  });

  it('keeps the archive short: years that would make it long are a line, and a page of their own', async () => {
    const files = await buildSite(longModel(800));
    const archive = textAt(files, 'archive/index.html');
    expect(words(archive)).toMatch(/2002 .*Before that 2001 365 2000 366/);
    expect(archive.match(/class="by-date-title"/g)).toHaveLength(69);
    expect(textAt(files, 'archive/2000/index.html').match(/class="by-date-title"/g)).toHaveLength(366);
    expect(words(textAt(files, 'archive/2001/index.html'))).toContain('2000 2002');
  });

  it('shows of a long series the parts about a post, and leads to the page with all', async () => {
    const posts = Array.from({ length: 40 }, (_, index) =>
      ownPost(`part-${index + 1}`, `2026-0${1 + Math.floor(index / 10)}-${10 + (index % 10)}`, {
        series: 'raft',
        part: index + 1,
      }),
    );
    const files = await buildSite(siteModel({ posts, coming: [] }));
    const partsOn = (path: string) =>
      [...textAt(files, path).matchAll(/<li value="(\d+)"/g)].map((match) => Number(match[1]));
    expect(partsOn('posts/part-20/index.html')).toEqual(Array.from({ length: 16 }, (_, index) => 12 + index));
    expect(partsOn('posts/part-1/index.html').at(-1)).toBe(16);
    expect(partsOn('posts/part-40/index.html')[0]).toBe(25);
    expect(partsOn('series/raft/index.html')).toHaveLength(40);
  });

  it('lets Start Here lead on where a path gets long', async () => {
    const page = textAt(await buildSite(longModel(30)), 'start-here/index.html');
    expect(page.match(/class="steps"[\s\S]*?<\/ol>/)?.[0].match(/<li>/g)).toHaveLength(24);
    expect(words(page)).toContain('And 6 more on this path');
  });
});
