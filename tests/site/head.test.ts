import { describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { textAt } from '../support/site-files.ts';
import { ownPost, siteModel } from '../support/site-model.ts';

const files = await buildSite(siteModel());

function metaOf(path: string, built = files): Readonly<Record<string, string>> {
  const found = textAt(built, path).matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name, content]) => [name, content]));
}

function dataOf(html: string): readonly Record<string, unknown>[] {
  const blocks = html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g);
  return [...blocks].map(([, json = '']) => JSON.parse(json));
}

describe('where somebody links to a post', () => {
  it('its title, summary and card are shown, the card with its size and words', () => {
    const meta = metaOf('posts/raft-1/index.html');
    expect(meta).toMatchObject({
      'og:type': 'article',
      'og:title': 'Raft Explained',
      'og:url': 'https://example.com/posts/raft-1/',
      'og:image:width': '1200',
      'og:image:height': '630',
      'og:image:alt': 'Raft Explained. Professional Imposter Syndrome, by Ali',
      'article:published_time': '2026-12-22T17:00:00.000Z',
      'twitter:card': 'summary_large_image',
    });
    const card = new URL(meta['og:image'] ?? '').pathname.slice(1);
    expect(files.find(({ path }) => path === card)).toMatchObject({ type: 'image/png', role: 'asset' });
  });

  it('other pages show the blog’s own card', () => {
    const [home, archive] = [metaOf('index.html'), metaOf('archive/index.html')];
    expect(home['og:type']).toBe('website');
    expect(archive['og:image']).toBe(home['og:image']);
    expect(home['og:image']).not.toBe(metaOf('posts/raft-1/index.html')['og:image']);
  });
});

describe('structured data', () => {
  it('says what a post is, when it came out, and the way to it', () => {
    const [article, way] = dataOf(textAt(files, 'posts/raft-1/index.html'));
    expect(article).toMatchObject({
      '@type': 'BlogPosting',
      headline: 'Raft Explained',
      datePublished: '2026-12-22T17:00:00.000Z',
      author: { '@type': 'Person', name: 'Ali' },
      keywords: ['Consensus', 'Go'],
    });
    expect(way).toMatchObject({
      '@type': 'BreadcrumbList',
      itemListElement: [
        { position: 1, item: 'https://example.com/' },
        { position: 2, item: 'https://example.com/tracks/distributed-systems/' },
        { position: 3, item: 'https://example.com/posts/raft-1/' },
      ],
    });
    expect(dataOf(textAt(files, 'index.html'))).toMatchObject([{ '@type': 'WebSite' }]);
  });

  it('cannot be left by what a title says, and says it all the same', async () => {
    const title = '</script><script>alert(1)</script><!-- \u2028 & "so"';
    const html = textAt(
      await buildSite(siteModel({ posts: [ownPost('a', '2026-12-08', { title })] })),
      'posts/a/index.html',
    );
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(dataOf(html)[0]).toMatchObject({ headline: title });
  });
});

describe('the manifest', () => {
  it('names the blog, its language and icons that are there', () => {
    const manifest = JSON.parse(textAt(files, 'site.webmanifest'));
    expect(manifest).toMatchObject({
      name: 'Professional Imposter Syndrome',
      lang: 'en',
      start_url: '/',
      scope: '/',
    });
    const paths = files.map(({ path }) => `/${path}`);
    for (const { src } of manifest.icons) expect(paths).toContain(src);
  });
});
