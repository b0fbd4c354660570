import { describe, expect, it } from 'vitest';
import { buildSite } from '../../../src/site/build.ts';
import type { SiteModel } from '../../../src/site/model.ts';
import { textAt } from '../../support/site-files.ts';
import { ownPost, siteModel } from '../../support/site-model.ts';
import { all, one, parseXml } from '../../support/xml.ts';

const AWKWARD = {
  title: 'Vec<T> & "friends" \u0007',
  summary: 'Why a < b, & so on.',
  tags: ['R&D'],
  markdown: 'Look:\n\n```xml\n<![CDATA[x]]>\n```\n\nThe \u0000\u000b end \ud800.',
};

async function feedOf(path: string, model: SiteModel = siteModel()) {
  return parseXml(textAt(await buildSite(model), path));
}

describe('the RSS feed', () => {
  it('has all that RSS 2.0 asks of a channel, and names its own address', async () => {
    const rss = await feedOf('feed.xml');
    expect(rss).toMatchObject({ name: 'rss', attributes: { version: '2.0' } });
    const channel = one(rss, 'channel');
    expect(one(channel, 'title').text).toBe('Professional Imposter Syndrome');
    expect(one(channel, 'link').text).toBe('https://example.com/');
    expect(one(channel, 'description').text).not.toBe('');
    expect(one(channel, 'language').text).toBe('en');
    expect(one(channel, 'lastBuildDate').text).toBe('Tue, 22 Dec 2026 17:00:00 GMT');
    expect(one(channel, 'atom:link').attributes).toEqual({
      href: 'https://example.com/feed.xml',
      rel: 'self',
      type: 'application/rss+xml',
    });
  });

  it('has an item for each post with a page: an id that stays, a date of RFC 822, the whole article', async () => {
    const items = all(one(await feedOf('feed.xml'), 'channel'), 'item');
    expect(items.map((item) => one(item, 'guid').text)).toEqual([
      'https://example.com/posts/raft-1/',
      'https://example.com/posts/pacelc/',
    ]);
    for (const item of items) {
      expect(one(item, 'link').text).toBe(one(item, 'guid').text);
      expect(one(item, 'pubDate').text).toMatch(
        /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 2026 \d\d:\d\d:\d\d GMT$/,
      );
      expect(one(item, 'content:encoded').text).toContain('<p>');
    }
    expect(items.map((item) => all(item, 'category').map(({ text }) => text))).toEqual([
      ['Consensus', 'Go'],
      ['consensus'],
    ]);
  });

  it('stands whatever a post holds: mark-up in a title, the end of a CDATA section, characters that XML has not', async () => {
    const posts = [ownPost('a', '2026-12-08', AWKWARD)];
    const item = one(one(await feedOf('feed.xml', siteModel({ posts })), 'channel'), 'item');
    expect(one(item, 'title').text).toBe('Vec<T> & "friends" ');
    expect(one(item, 'description').text).toBe('Why a < b, & so on.');
    expect(one(item, 'content:encoded').text).toMatch(/&#x3C;!\[CDATA\[x]]>[\s\S]*end/);
  });

  it('is a feed without items before the first post', async () => {
    const channel = one(await feedOf('feed.xml', siteModel({ posts: [], coming: [] })), 'channel');
    expect(all(channel, 'item')).toEqual([]);
    expect(one(channel, 'lastBuildDate').text).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
  });
});

describe('the Atom feed', () => {
  it('has all that RFC 4287 asks: an id, a title, when it changed, and an author', async () => {
    const feed = await feedOf('atom.xml');
    expect(feed).toMatchObject({ name: 'feed', attributes: { xmlns: 'http://www.w3.org/2005/Atom' } });
    expect(one(feed, 'id').text).toBe('https://example.com/');
    expect(one(feed, 'title').text).toBe('Professional Imposter Syndrome');
    expect(one(feed, 'updated').text).toBe('2026-12-22T17:00:00.000Z');
    expect(one(one(feed, 'author'), 'name').text).toBe('Ali');
    expect(all(feed, 'link').map(({ attributes }) => [attributes.rel, attributes.href])).toEqual([
      ['alternate', 'https://example.com/'],
      ['self', 'https://example.com/atom.xml'],
    ]);
  });

  it('dates an entry by when it came out and when it changed, each once', async () => {
    const revisedAt = Date.parse('2027-01-02T08:00:00Z');
    const posts = [ownPost('a', '2026-12-08', { revisedAt }), ownPost('b', '2026-12-22')];
    const feed = await feedOf('atom.xml', siteModel({ posts }));
    expect(one(feed, 'updated').text).toBe('2027-01-02T08:00:00.000Z');
    const entries = all(feed, 'entry');
    expect(new Set(entries.map((entry) => one(entry, 'id').text)).size).toBe(2);
    expect(entries.map((entry) => [one(entry, 'published').text, one(entry, 'updated').text])).toEqual([
      ['2026-12-22T17:00:00.000Z', '2026-12-22T17:00:00.000Z'],
      ['2026-12-08T17:00:00.000Z', '2027-01-02T08:00:00.000Z'],
    ]);
  });

  it('shows mark-up in a title as its characters: titles are HTML there', async () => {
    const posts = [ownPost('a', '2026-12-08', AWKWARD)];
    const entry = one(await feedOf('atom.xml', siteModel({ posts })), 'entry');
    expect(one(entry, 'title')).toMatchObject({
      attributes: { type: 'html' },
      text: 'Vec&lt;T&gt; &amp; &quot;friends&quot; ',
    });
    expect(one(entry, 'content').attributes.type).toBe('html');
    expect(one(entry, 'category').attributes.term).toBe('R&D');
  });
});

describe('the feed of a track', () => {
  it('has the posts of that track alone, and its page as its id', async () => {
    const posts = [ownPost('a', '2026-12-08'), ownPost('b', '2026-12-22', { track: 'networking' })];
    const feed = await feedOf('tracks/networking/atom.xml', siteModel({ posts }));
    expect(one(feed, 'id').text).toBe('https://example.com/tracks/networking/');
    expect(one(feed, 'title').text).toBe('Professional Imposter Syndrome: Networking');
    expect(all(feed, 'entry').map((entry) => one(entry, 'id').text)).toEqual([
      'https://example.com/posts/b/',
    ]);
  });

  it('is found from the track’s page, as that of the blog is from every page', async () => {
    const files = await buildSite(siteModel());
    const feeds = (path: string) =>
      [...textAt(files, path).matchAll(/rel="alternate" type="([^"]+)"[^>]*href="([^"]+)"/g)].map(
        ([, type, href]) => `${type} ${href}`,
      );
    const blog = ['rss+xml /feed.xml', 'atom+xml /atom.xml', 'feed+json /feed.json'].map(
      (feed) => `application/${feed}`,
    );
    expect(feeds('404.html')).toEqual(blog);
    expect(feeds('tracks/networking/index.html')).toEqual([
      ...blog,
      'application/rss+xml /tracks/networking/feed.xml',
      'application/atom+xml /tracks/networking/atom.xml',
      'application/feed+json /tracks/networking/feed.json',
    ]);
  });
});
