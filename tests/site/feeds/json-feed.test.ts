import { describe, expect, it } from 'vitest';
import { buildSite } from '../../../src/site/build.ts';
import { textAt } from '../../support/site-files.ts';
import { ownPost, siteModel } from '../../support/site-model.ts';

describe('the JSON feed', () => {
  it('has all that version 1.1 asks of a feed and of an item', async () => {
    const feed = JSON.parse(textAt(await buildSite(siteModel()), 'feed.json'));
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Professional Imposter Syndrome',
      home_page_url: 'https://example.com/',
      feed_url: 'https://example.com/feed.json',
      language: 'en',
      authors: [{ name: 'Ali' }],
    });
    expect(feed.items).toHaveLength(2);
    expect(feed.items[0]).toMatchObject({
      id: 'https://example.com/posts/raft-1/',
      url: 'https://example.com/posts/raft-1/',
      title: 'Raft Explained',
      summary: 'What raft-1 is about.',
      date_published: '2026-12-22T17:00:00.000Z',
      date_modified: '2026-12-22T17:00:00.000Z',
      tags: ['Consensus', 'Go'],
    });
    expect(feed.items[0].content_html).toContain('<pre>');
  });

  it('holds thirty posts at most, the newest', async () => {
    const posts = Array.from({ length: 31 }, (_, index) =>
      ownPost(`p-${index + 1}`, `2026-12-${String(index + 1).padStart(2, '0')}`),
    );
    const { items } = JSON.parse(textAt(await buildSite(siteModel({ posts })), 'feed.json'));
    expect(items).toHaveLength(30);
    expect(items.at(0).title).toBe('p-31');
    expect(items.at(-1).title).toBe('p-2');
  });
});
