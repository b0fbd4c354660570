import type { Picture } from '../domain/posts/drawing.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import { addressOf, type Chrome, chromeOf, postPath, seriesPath, yearPath } from './chrome.ts';
import { feedFiles } from './feeds/feed-files.ts';
import { changedAt } from './feeds/feed-source.ts';
import { iconFiles } from './icons.ts';
import type { SiteFile, SiteModel } from './model.ts';
import { archivePage, yearPage } from './reading/archive.tsx';
import { authorPages } from './reading/author-pages.tsx';
import { comingNextPage } from './reading/coming-next.tsx';
import { movedPage, notFoundPage } from './reading/elsewhere.tsx';
import { feedsPage } from './reading/feeds.tsx';
import { homePage } from './reading/home.tsx';
import { postPage } from './reading/post.tsx';
import { type RenderedPost, renderPost } from './reading/rendered.ts';
import { searchPage } from './reading/search.tsx';
import { seriesPage } from './reading/series.tsx';
import { startHerePage } from './reading/start-here.tsx';
import { tagPages, tagsPage } from './reading/tags.tsx';
import { trackPages } from './reading/track.tsx';
import { movesOf, redirectFiles } from './redirects.ts';
import { searchFiles } from './search/index-files.ts';
import { searchScriptFile } from './search/script.ts';
import { type MappedPage, sitemapXml } from './sitemap.ts';
import { cardFile } from './social/card.ts';
import { blogCard, postCard } from './social/cards.ts';
import { stylesheet, stylesheetPath } from './stylesheet.ts';
import { THEME_STYLESHEET } from './theme.ts';

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';
const XML = 'application/xml; charset=utf-8';

/**
 * The whole site from the facts, as files in the order in which they should be written. The same model gives the same bytes,
 * whenever and wherever it is built. `pictures` are those that mails refer to.
 */
export async function buildSite(
  model: SiteModel,
  pictures: readonly Picture[] = [],
): Promise<readonly SiteFile[]> {
  const plain = chromeOf(model.blog, model.form, {
    imprint: model.pages.imprint !== null,
    theme: model.theme,
  });
  const card = blogCard(plain);
  const chrome = { ...plain, card, hub: model.told?.hub ?? null };
  const rendered: RenderedPost[] = [];
  for (const post of model.posts)
    if (post.kind === 'own') rendered.push(await renderPost(post, chrome, model.topics));
  const catalogue = catalogueOf(model, rendered);
  const lists = [...listPages(catalogue, chrome), ...(await authorPages(model, catalogue, chrome))];
  return [
    ...assets(chrome),
    cardFile(card),
    ...pictures.map(pictureFile),
    ...postFiles(catalogue, chrome),
    ...keyFiles(model),
    ...indexes(lists, catalogue, chrome),
  ];
}

/** Proves to IndexNow that who tells of changes owns the site (indexnow.org/documentation). */
function keyFiles({ told }: SiteModel): SiteFile[] {
  const key = told?.indexNowKey ?? null;
  return key === null ? [] : [{ path: `${key}.txt`, contents: key, type: TEXT, role: 'asset' }];
}

function pictureFile({ path, bytes }: Picture): SiteFile {
  return { path, contents: bytes, type: 'image/png', role: 'asset' };
}

function assets(chrome: Chrome): SiteFile[] {
  return [
    { path: stylesheetPath(), contents: stylesheet(), type: CSS, role: 'asset' },
    ...themeFiles(chrome),
    searchScriptFile,
    ...iconFiles(chrome),
  ];
}

function themeFiles({ own: { theme } }: Chrome): SiteFile[] {
  if (theme.css === null) return [];
  return [{ path: THEME_STYLESHEET.slice(1), contents: theme.css, type: CSS, role: 'asset' }];
}

function postFiles(catalogue: Catalogue, chrome: Chrome): SiteFile[] {
  const { rendered } = catalogue;
  const made = rendered.map((entry) => {
    const card = postCard(entry.post, catalogue, chrome);
    return { card, page: page(postPath(entry.post.id), postPage(entry, card, catalogue, chrome)) };
  });
  const moves = movesOf(rendered.map(({ post }) => post));
  return [
    ...made.map(({ card }) => cardFile(card)),
    ...made.map((one) => one.page),
    ...moves.map(({ from, post }) => page(from, movedPage(post, chrome))),
    ...redirectFiles(moves, chrome),
  ];
}

/** A page that leads to posts, by its path on the site. */
interface ListPage {
  readonly path: string;
  readonly html: string;
}

/** The pages that lead to posts: few of them list all. */
function listPages(catalogue: Catalogue, chrome: Chrome): ListPage[] {
  const { shownTracks, series, tags, years } = catalogue;
  return [
    ...years.map((year) => ({ path: yearPath(year.year), html: yearPage(year, catalogue, chrome) })),
    ...tags.flatMap((tag) => tagPages(tag, catalogue, chrome)),
    { path: '/tags/', html: tagsPage(catalogue, chrome) },
    ...series
      .filter(({ id }) => catalogue.partsOf(id).length > 0)
      .map((one) => ({ path: seriesPath(one.id), html: seriesPage(one, catalogue, chrome) })),
    ...shownTracks.flatMap((track) => trackPages(track, catalogue, chrome)),
    { path: '/search/', html: searchPage(catalogue, chrome) },
    { path: '/feeds/', html: feedsPage(catalogue, chrome) },
    { path: '/start-here/', html: startHerePage(catalogue, chrome) },
    { path: '/coming-next/', html: comingNextPage(catalogue, chrome) },
    { path: '/archive/', html: archivePage(catalogue, chrome) },
  ];
}

/** What leads to the posts: written after them. */
function indexes(lists: readonly ListPage[], catalogue: Catalogue, chrome: Chrome): SiteFile[] {
  const mapped: readonly MappedPage[] = [
    { path: '/', changedAt: null },
    ...lists.map(({ path }) => ({ path, changedAt: null })),
    ...catalogue.rendered.map(({ post }) => ({ path: postPath(post.id), changedAt: changedAt(post) })),
  ];
  const files: readonly [path: string, contents: string, type: string][] = [
    ['404.html', notFoundPage(chrome), HTML],
    ...lists.map(({ path, html }): [string, string, string] => [fileOf(path), html, HTML]),
    ['robots.txt', `User-agent: *\nAllow: /\n\nSitemap: ${addressOf(chrome, '/sitemap.xml')}\n`, TEXT],
    ['sitemap.xml', sitemapXml(mapped, chrome), XML],
    ['index.html', homePage(catalogue, chrome), HTML],
  ];
  return [
    ...searchFiles(catalogue, chrome),
    ...feedFiles(catalogue, chrome),
    ...files.map(([path, contents, type]): SiteFile => ({ path, contents, type, role: 'index' })),
  ];
}

function page(path: string, contents: string): SiteFile {
  return { path: fileOf(path), contents, type: HTML, role: 'page' };
}

function fileOf(path: string): string {
  return `${path.slice(1)}index.html`;
}
