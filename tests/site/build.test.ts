import { describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import type { SiteFile } from '../../src/site/model.ts';
import { octetsOf, textAt, textOf } from '../support/site-files.ts';
import { siteModel } from '../support/site-model.ts';
import { all, one, parseXml } from '../support/xml.ts';

/** What the web edge answers itself. */
const DYNAMIC = ['/subscribe', '/leave', '/preferences'];

const files = await buildSite(siteModel());
const contentsOf = (path: string): string => textAt(files, path);
const pages = files.filter((file) => file.path.endsWith('.html'));

describe('the built site', () => {
  it('is the same bytes whenever it is built from the same model', async () => {
    const bytes = (built: readonly SiteFile[]) =>
      Promise.all(built.map(async (file) => [file.path, (await octetsOf(file)).toString('base64')]));
    expect(await bytes(await buildSite(siteModel()))).toEqual(await bytes(files));
  });

  it('has no link, style sheet or picture that leads nowhere', () => {
    const paths = new Set(files.map((file) => `/${file.path}`));
    const broken = pages.flatMap((page) => linksOf(page).filter((link) => !resolves(link, paths)));
    expect(broken).toEqual([]);
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(100);
  });

  it('leads every #place to an element that is there', () => {
    for (const page of pages) {
      const ids = new Set([...textOf(page).matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
      const places = [...textOf(page).matchAll(/href="#([^"]*)"/g)].map((match) => match[1]);
      expect(places.filter((place) => !ids.has(place))).toEqual([]);
    }
  });

  it('has no inline style, no script and nothing from another host, so that a strict policy holds', () => {
    for (const page of pages) {
      const acting = textOf(page)
        .replaceAll('<script type="application/ld+json">', '')
        .replace(
          page.path === 'search/index.html' ? /<script src="\/assets\/search\.\w+\.js" defer/ : '',
          '',
        );
      expect(acting).not.toMatch(/<style|\sstyle=|<script|\son[a-z]+=|javascript:/);
      expect(textOf(page)).not.toMatch(/<(img|link|iframe)[^>]+(src|href)="https?:\/\/(?!example\.com)/);
    }
  });

  it('says what every page is: language, title, description, canonical address and feed', () => {
    for (const page of pages.filter(
      (entry) => !['404.html', 'posts/latency/index.html'].includes(entry.path),
    )) {
      expect(textOf(page)).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(textOf(page)).toMatch(/<title>[^<]+<\/title><meta name="description" content="[^"]+"/);
      expect(textOf(page)).toContain(
        `<link rel="canonical" href="https://example.com/${page.path.replace('index.html', '')}"`,
      );
      expect(textOf(page)).toContain('type="application/rss+xml"');
      expect(textOf(page).match(/<h1/g)).toHaveLength(1);
    }
  });

  it('keeps private topics off every page, and the map and feed to posts that have a page', () => {
    expect(files.filter((file) => textOf(file).includes('A Surprise'))).toEqual([]);
    const pages = files.filter(({ path }) => path.endsWith('.html'));
    const mapped = [...contentsOf('sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]);
    expect(mapped.toSorted()).toEqual(
      pages
        .filter(({ path }) => !['404.html', 'posts/latency/index.html'].includes(path))
        .map(({ path }) => `https://example.com/${path.replace('index.html', '')}`)
        .toSorted(),
    );
    const map = parseXml(contentsOf('sitemap.xml'));
    const raft = all(map, 'url').find((url) => one(url, 'loc').text.endsWith('/posts/raft-1/'));
    expect(raft?.children.map(({ name, text }) => [name, text])).toEqual([
      ['loc', 'https://example.com/posts/raft-1/'],
      ['lastmod', '2026-12-22T17:00:00.000Z'],
    ]);
    expect(contentsOf('feed.xml').match(/<item>/g)).toHaveLength(2);
  });

  it('leads from a former address to the post, without a script', () => {
    expect(contentsOf('posts/latency/index.html')).toContain(
      'content="0; url=https://example.com/posts/pacelc/"',
    );
  });

  it('stands under a path of its host when the blog does', async () => {
    const model = siteModel();
    const below = await buildSite({ ...model, blog: { ...model.blog, url: 'https://example.com/blog/' } });
    const home = textAt(below, 'index.html');
    expect(home).toContain('href="/blog/posts/raft-1/"');
    expect(home).toContain('action="/blog/subscribe"');
    expect(home).toContain('<link rel="canonical" href="https://example.com/blog/"');
  });

  it('has the pictures that mails refer to', async () => {
    const bytes = new Uint8Array([137, 80, 78, 71]);
    const built = await buildSite(siteModel(), [{ path: 'media/01.png', bytes, width: 1, height: 1 }]);
    expect(built.filter((file) => file.path.startsWith('media/'))).toEqual([
      { path: 'media/01.png', contents: bytes, type: 'image/png', role: 'asset' },
    ]);
  });

  it('can be built before anything was published or planned', async () => {
    const empty = await buildSite(siteModel({ posts: [], coming: [] }));
    expect(textAt(empty, 'start-here/index.html')).toContain('Nothing is planned');
  });
});

function linksOf(page: SiteFile): string[] {
  return [...textOf(page).matchAll(/(?:href|src|action)="([^"]*)"/g)].map((match) => match[1] ?? '');
}

function resolves(link: string, paths: ReadonlySet<string>): boolean {
  const url = new URL(link.startsWith('#') ? '/' : link, 'https://example.com');
  if (url.host !== 'example.com') return true;
  return paths.has(url.pathname) || paths.has(`${url.pathname}index.html`) || DYNAMIC.includes(url.pathname);
}
