import { Feed } from 'feed';
import { addressOf, type Chrome, postPath } from '../chrome.ts';
import { escapeXml } from '../escape-xml.ts';
import { changedAt, type FeedSource } from './feed-source.ts';

/** RSS 2.0 with whole articles. The feed's own date is that of its latest change, never "now". */
export function rssXml(source: FeedSource, chrome: Chrome): string {
  return xmlFeed(source, chrome, { rss: addressOf(chrome, source.paths.rss) }, (words) => words).rss2();
}

/** Atom 1.0 (RFC 4287), the same. Titles and summaries stand in it as HTML, so they are escaped once more. */
export function atomXml(source: FeedSource, chrome: Chrome): string {
  return xmlFeed(source, chrome, { atom: addressOf(chrome, source.paths.atom) }, escapeXml).atom1();
}

function xmlFeed(
  { title, description, home, items }: FeedSource,
  chrome: Chrome,
  feedLinks: Readonly<Record<string, string>>,
  written: (words: string) => string,
): Feed {
  const feed = new Feed({
    title: allowed(title),
    description: allowed(description),
    id: addressOf(chrome, home),
    link: addressOf(chrome, home),
    language: chrome.language,
    copyright: allowed(chrome.author),
    author: { name: allowed(chrome.author) },
    generator: 'Fortnight',
    updated: new Date(Math.max(0, ...items.map(({ post }) => changedAt(post)))),
    feedLinks,
    ...(chrome.hub === null ? {} : { hub: chrome.hub }),
  });
  for (const { post, summary, feedHtml } of items) {
    const address = addressOf(chrome, postPath(post.id));
    feed.addItem({
      title: written(allowed(post.title)),
      id: address,
      guid: address,
      link: address,
      description: written(allowed(summary)),
      content: allowed(feedHtml),
      published: new Date(post.at),
      date: new Date(changedAt(post)),
      category: post.tags.map((tag) => ({ name: allowed(tag), term: allowed(tag) })),
    });
  }
  return feed;
}

/** XML 1.0 has no way to write most control characters, and one of them would break the feed for every reader. */
function allowed(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
