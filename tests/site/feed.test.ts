import { describe, expect, it } from 'vitest';
import { chromeOf } from '../../src/site/chrome.ts';
import { feedXml } from '../../src/site/feed.ts';
import { renderPost } from '../../src/site/reading/rendered.ts';
import { ownPost, siteModel } from '../support/site-model.ts';

const model = siteModel();
const chrome = chromeOf(model.blog, model.form);

describe('the feed', () => {
  it('is RSS 2.0 that names its own address and dates itself by its newest post', async () => {
    const xml = feedXml([await renderPost(ownPost('a', '2026-12-08'), chrome)], chrome);
    expect(xml).toContain('<rss version="2.0"');
    expect(xml).toContain(
      '<atom:link href="https://example.com/feed.xml" rel="self" type="application/rss+xml"/>',
    );
    expect(xml).toContain('<lastBuildDate>Tue, 08 Dec 2026 17:00:00 GMT</lastBuildDate>');
    expect(xml).toContain('<link>https://example.com/posts/a/</link>');
  });

  it('carries whole articles, even one that holds the end of a CDATA section', async () => {
    const post = ownPost('a', '2026-12-08', { markdown: 'Look:\n\n```xml\n<![CDATA[x]]>\n```\n\nThe end.' });
    const rendered = await renderPost(post, chrome);
    const content =
      /<content:encoded>([\s\S]*?)<\/content:encoded>/.exec(feedXml([rendered], chrome))?.[1] ?? '';
    const sections = [...content.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)].map((match) => match[1]);
    expect(sections.join('')).toBe(rendered.feedHtml);
    expect(rendered.feedHtml).toContain('[x]]>');
  });

  it('is a feed without items before the first post', () => {
    const xml = feedXml([], chrome);
    expect(xml).toContain('<title>Professional Imposter Syndrome</title>');
    expect(xml).not.toContain('<item>');
  });
});
