import { addressOf, type Chrome, postPath } from '../chrome.ts';
import { escapeXml } from '../escape-xml.ts';
import { changedAt, type WholeFeed } from './feed-source.ts';

// By hand: a library took ten times as long to write these two documents, and they are all XML that there is.

/** RSS 2.0 with whole articles (rssboard.org/rss-specification). The feed's own date is that of its latest change, never "now". */
export function rssXml(source: WholeFeed, chrome: Chrome): string {
  const { title, description, home, paths, items } = source;
  const content = items.length === 0 ? '' : ` ${CONTENT_NAMESPACES}`;
  return document([
    `<rss version="2.0"${content} xmlns:atom="http://www.w3.org/2005/Atom">`,
    '    <channel>',
    line(8, 'title', text(title)),
    line(8, 'link', text(addressOf(chrome, home))),
    line(8, 'description', text(description)),
    line(8, 'lastBuildDate', dateOf(source).toUTCString()),
    line(8, 'docs', 'https://validator.w3.org/feed/docs/rss2.html'),
    line(8, 'generator', 'Fortnight'),
    line(8, 'language', text(chrome.language)),
    line(8, 'copyright', text(chrome.author)),
    `        <atom:link href="${attribute(addressOf(chrome, paths.rss))}" rel="self" type="application/rss+xml"/>`,
    ...hubLine(8, 'atom:link', chrome),
    ...items.flatMap((item) => rssItem(item, chrome)),
    '    </channel>',
    '</rss>',
  ]);
}

const CONTENT_NAMESPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"';

type Item = WholeFeed['items'][number];

function rssItem({ post, summary, feedHtml }: Item, chrome: Chrome): readonly string[] {
  const address = text(addressOf(chrome, postPath(post.id)));
  return [
    '        <item>',
    line(12, 'title', cdata(post.title)),
    line(12, 'link', address),
    `            <guid isPermaLink="false">${address}</guid>`,
    line(12, 'pubDate', new Date(post.at).toUTCString()),
    ...(summary === '' ? [] : [line(12, 'description', cdata(summary))]),
    ...(feedHtml === '' ? [] : [line(12, 'content:encoded', cdata(feedHtml))]),
    ...post.tags.map((tag) => line(12, 'category', text(tag))),
    '        </item>',
  ];
}

/** Atom 1.0 (RFC 4287), the same. Titles and summaries stand in it as HTML, so they are escaped once more. */
export function atomXml(source: WholeFeed, chrome: Chrome): string {
  const { title, description, home, paths, items } = source;
  return document([
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    line(4, 'id', text(addressOf(chrome, home))),
    line(4, 'title', text(title)),
    line(4, 'updated', dateOf(source).toISOString()),
    line(4, 'generator', 'Fortnight'),
    '    <author>',
    line(8, 'name', text(chrome.author)),
    '    </author>',
    `    <link rel="alternate" href="${attribute(addressOf(chrome, home))}"/>`,
    `    <link rel="self" href="${attribute(addressOf(chrome, paths.atom))}"/>`,
    ...hubLine(4, 'link', chrome),
    line(4, 'subtitle', text(description)),
    line(4, 'rights', text(chrome.author)),
    ...items.flatMap((item) => atomEntry(item, chrome)),
    '</feed>',
  ]);
}

function atomEntry({ post, summary, feedHtml }: Item, chrome: Chrome): readonly string[] {
  const address = addressOf(chrome, postPath(post.id));
  return [
    '    <entry>',
    html('title', escapeXml(post.title)),
    line(8, 'id', text(address)),
    `        <link href="${attribute(address)}"/>`,
    line(8, 'updated', new Date(changedAt(post)).toISOString()),
    ...(summary === '' ? [] : [html('summary', escapeXml(summary))]),
    ...(feedHtml === '' ? [] : [html('content', feedHtml)]),
    ...post.tags.map((tag) => `        <category label="${attribute(tag)}" term="${attribute(tag)}"/>`),
    line(8, 'published', new Date(post.at).toISOString()),
    '    </entry>',
  ];
}

/** Where a subscriber's program asks to be told of changes (W3C WebSub, section 4). */
function hubLine(indent: number, name: string, { hub }: Chrome): readonly string[] {
  return hub === null ? [] : [`${' '.repeat(indent)}<${name} href="${attribute(hub)}" rel="hub"/>`];
}

function html(name: string, words: string): string {
  return `        <${name} type="html">${cdata(words)}</${name}>`;
}

function dateOf({ items }: WholeFeed): Date {
  return new Date(Math.max(0, ...items.map(({ post }) => changedAt(post))));
}

function document(lines: readonly string[]): string {
  return ['<?xml version="1.0" encoding="utf-8"?>', ...lines].join('\n');
}

/** An element on a line of its own. `content` is XML already. */
function line(indent: number, name: string, content: string): string {
  return `${' '.repeat(indent)}<${name}>${content}</${name}>`;
}

function text(words: string): string {
  return allowed(words).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function attribute(words: string): string {
  return allowed(words).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

/** Words as they are; where they would end the section, it is ended and begun again. */
function cdata(words: string): string {
  return `<![CDATA[${allowed(words).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** XML 1.0 has no way to write most control characters, and one of them would break the feed for every reader. */
function allowed(words: string): string {
  return words.replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
