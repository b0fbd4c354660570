import type { Picture } from '../domain/posts/drawing.ts';
import { addressOf, type Chrome, chromeOf, postPath } from './chrome.ts';
import { escapeXml } from './escape-xml.ts';
import { feedXml } from './feed.ts';
import { FAVICON } from './mark.tsx';
import type { SiteFile, SiteModel } from './model.ts';
import { archivePage } from './reading/archive.tsx';
import { comingNextPage } from './reading/coming-next.tsx';
import { movedPage, notFoundPage } from './reading/elsewhere.tsx';
import { homePage } from './reading/home.tsx';
import { postPage } from './reading/post.tsx';
import { type RenderedPost, renderPost } from './reading/rendered.ts';
import { startHerePage } from './reading/start-here.tsx';
import { ownPosts } from './reading-order.ts';
import { stylesheet, stylesheetPath } from './stylesheet.ts';

const HTML = 'text/html; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';
const XML = 'application/xml; charset=utf-8';
const RSS = 'application/rss+xml; charset=utf-8';

/**
 * The whole site from the facts, as files in the order in which they should be written. The same model gives the same bytes,
 * whenever and wherever it is built. `pictures` are those that mails refer to.
 */
export async function buildSite(
  model: SiteModel,
  pictures: readonly Picture[] = [],
): Promise<readonly SiteFile[]> {
  const chrome = chromeOf(model.blog, model.form);
  const rendered: RenderedPost[] = [];
  for (const post of ownPosts(model)) rendered.push(await renderPost(post, chrome, model.topics));
  return [
    ...assets(),
    ...pictures.map(pictureFile),
    ...postFiles(rendered, model, chrome),
    ...indexes(rendered, model, chrome),
  ];
}

function assets(): SiteFile[] {
  return [
    { path: stylesheetPath(), contents: stylesheet(), type: 'text/css; charset=utf-8', role: 'asset' },
    { path: 'favicon.svg', contents: FAVICON, type: 'image/svg+xml', role: 'asset' },
  ];
}

function pictureFile({ path, bytes }: Picture): SiteFile {
  return { path, contents: bytes, type: 'image/png', role: 'asset' };
}

function postFiles(rendered: readonly RenderedPost[], model: SiteModel, chrome: Chrome): SiteFile[] {
  const pages = rendered.map((entry) => page(fileOf(entry.post.id), postPage(entry, model, chrome)));
  const taken = new Set(pages.map((file) => file.path));
  const moved = rendered
    .flatMap(({ post }) => post.aliases.map((alias) => page(fileOf(alias), movedPage(post, chrome))))
    .filter((file) => !taken.has(file.path));
  return [...pages, ...moved];
}

/** What leads to the posts: written after them. */
function indexes(rendered: readonly RenderedPost[], model: SiteModel, chrome: Chrome): SiteFile[] {
  const files: readonly [path: string, contents: string, type: string][] = [
    ['404.html', notFoundPage(chrome), HTML],
    ['start-here/index.html', startHerePage(model, chrome), HTML],
    ['coming-next/index.html', comingNextPage(model, chrome), HTML],
    ['archive/index.html', archivePage(model, chrome), HTML],
    ['robots.txt', `User-agent: *\nAllow: /\n\nSitemap: ${addressOf(chrome, '/sitemap.xml')}\n`, TEXT],
    ['sitemap.xml', sitemap(rendered, chrome), XML],
    ['feed.xml', feedXml(rendered, chrome), RSS],
    ['index.html', homePage(model, rendered, chrome), HTML],
  ];
  return files.map(([path, contents, type]) => ({ path, contents, type, role: 'index' }));
}

function sitemap(rendered: readonly RenderedPost[], chrome: Chrome): string {
  const lists = ['/', '/start-here/', '/coming-next/', '/archive/'].map((path) => addressOf(chrome, path));
  const posts = rendered.map(({ post }) => addressOf(chrome, postPath(post.id)));
  const urls = [...lists, ...posts].map((url) => `<url><loc>${escapeXml(url)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
}

function page(path: string, contents: string): SiteFile {
  return { path, contents, type: HTML, role: 'page' };
}

function fileOf(id: string): string {
  return `${postPath(id).slice(1)}index.html`;
}
