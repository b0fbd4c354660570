import { addressOf, type Chrome, postPath } from '../chrome.ts';
import { changedAt, type WholeFeed } from './feed-source.ts';

/** JSON Feed 1.1 (jsonfeed.org/version/1.1) with whole articles. */
export function jsonFeed(source: WholeFeed, chrome: Chrome): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: source.title,
    home_page_url: addressOf(chrome, source.home),
    feed_url: addressOf(chrome, source.paths.json),
    description: source.description,
    language: chrome.language,
    authors: [{ name: chrome.author }],
    ...(chrome.hub === null ? {} : { hubs: [{ type: 'WebSub', url: chrome.hub }] }),
    items: source.items.map(({ post, summary, feedHtml }) => ({
      id: addressOf(chrome, postPath(post.id)),
      url: addressOf(chrome, postPath(post.id)),
      title: post.title,
      content_html: feedHtml,
      summary,
      date_published: new Date(post.at).toISOString(),
      date_modified: new Date(changedAt(post)).toISOString(),
      tags: post.tags,
    })),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}
