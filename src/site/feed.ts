import { Feed } from 'feed';
import { addressOf, type Chrome, postPath } from './chrome.ts';
import type { RenderedPost } from './reading/rendered.ts';

/** Posts in the feed: enough for a reader that looks once a year. */
const FEED_LENGTH = 30;

/** The blog as RSS 2.0 with whole articles. `rendered` is newest first; the feed's own date is that of its latest change, never "now". */
export function feedXml(rendered: readonly RenderedPost[], chrome: Chrome): string {
  const items = rendered.slice(0, FEED_LENGTH);
  const changes = items.map(({ post }) => post.revisedAt ?? post.at);
  const feed = new Feed({
    title: chrome.title,
    description: chrome.tagline,
    id: addressOf(chrome, '/'),
    link: addressOf(chrome, '/'),
    language: chrome.language,
    copyright: chrome.author,
    generator: 'Fortnight',
    updated: new Date(Math.max(0, ...changes)),
    feedLinks: { rss: addressOf(chrome, '/feed.xml') },
  });
  for (const { post, summary, feedHtml } of items) {
    const address = addressOf(chrome, postPath(post.id));
    feed.addItem({
      title: post.title,
      id: address,
      guid: address,
      link: address,
      description: summary,
      content: feedHtml,
      date: new Date(post.at),
    });
  }
  return feed.rss2();
}
