import type { Picture } from '../domain/posts/drawing.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import { addressOf, type Chrome, chromeOf, postPath } from './chrome.ts';
import { feedFiles } from './feeds/feed-files.ts';
import { changedAt } from './feeds/feed-source.ts';
import { iconFiles } from './icons.ts';
import { keyOf, openSiteCache, type SiteCache } from './kept/site-cache.ts';
import { listPages } from './list-pages.ts';
import type { SiteFile, SiteModel } from './model.ts';
import { authorPages } from './reading/author-pages.tsx';
import { movedPage, notFoundPage } from './reading/elsewhere.tsx';
import { homePage } from './reading/home.tsx';
import { type MakeArticle, makeArticle } from './reading/make-article.ts';
import { aroundPost, postPage } from './reading/post.tsx';
import { type RenderedPost, renderPost, type Workshop } from './reading/rendered.ts';
import { movesOf, redirectFiles } from './redirects.ts';
import { searchFiles } from './search/index-files.ts';
import { searchScriptFile } from './search/script.ts';
import { sitemapXml } from './sitemap.ts';
import { cardFile } from './social/card.ts';
import { blogCard, postCard } from './social/cards.ts';
import { stylesheet, stylesheetPath } from './stylesheet.ts';
import { THEME_STYLESHEET } from './theme.ts';

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';
const XML = 'application/xml; charset=utf-8';

/** What the site is made with, beside its model. */
export interface BuildOptions {
  /** Gives what the site lacks of the pictures that the mails of these posts, and of other mailings, refer to; none by default. */
  readonly pictures?: (posts: readonly RenderedPost[]) => Promise<readonly Picture[]>;
  /** What was made before; nothing by default. */
  readonly cache?: SiteCache;
  /** Of the program: what another one made is made anew. */
  readonly version?: string;
  /** Makes what was not made before; where it is asked for, one after the other, by default. */
  readonly makers?: Makers;
}

export interface Makers {
  readonly make: MakeArticle;
  /** How many are made at once. */
  readonly atOnce: number;
}

const HERE: Makers = { make: makeArticle, atOnce: 1 };

/** The site, and all that stands on every page. */
interface Plan {
  readonly catalogue: Catalogue;
  readonly workshop: Workshop;
  readonly cache: SiteCache;
  /** Of what every page shows. */
  readonly common: string;
}

/**
 * The whole site from the facts, as files in the order in which they should be written. The same model gives the same bytes,
 * whenever and wherever it is built, and whatever was made before. What is not needed is not made: see `SiteFile`.
 */
export async function planSite(model: SiteModel, options: BuildOptions = {}): Promise<readonly SiteFile[]> {
  const { workshop, cache } = await workshopFor(model, options);
  const { pictures = async () => [] } = options;
  const rendered = await renderAll(model, workshop, options.makers ?? HERE);
  const catalogue = catalogueOf(model, rendered);
  const { chrome } = workshop;
  const plan = { catalogue, workshop, cache, common: commonKey(catalogue, workshop) };
  return [
    ...assets(chrome),
    ...keyFiles(model),
    ...(await pictures(rendered)).map(pictureFile),
    ...postFiles(plan),
    ...(await indexes(model, plan)),
  ];
}

/**
 * The page of one post with the files that it loads, for its author, who looks at it between two words: nothing is made of the other posts.
 * Empty when the model has no such post.
 */
export async function planPost(
  model: SiteModel,
  id: string,
  options: BuildOptions = {},
): Promise<readonly SiteFile[]> {
  const post = model.posts.find((one) => one.id === id);
  if (post?.kind !== 'own') return [];
  const { workshop } = await workshopFor(model, options);
  const { chrome } = workshop;
  const rendered = await renderPost(post, workshop);
  const { html } = await rendered.article();
  const catalogue = catalogueOf(model, [rendered]);
  const card = postCard(post, catalogue, chrome);
  const whole = postPage(rendered, html, card, catalogue, chrome);
  return [...assets(chrome), cardFile(card), page(postPath(post.id), whole)];
}

/** The whole site with every page made. Pictures are drawn where they are needed all the same. */
export async function buildSite(
  model: SiteModel,
  pictures: readonly Picture[] = [],
): Promise<readonly SiteFile[]> {
  const files = await planSite(model, { pictures: async () => pictures });
  return Promise.all(
    files.map(async ({ contents, key, ...file }) =>
      key !== undefined && typeof contents === 'function'
        ? { ...file, contents: await contents() }
        : { ...file, contents },
    ),
  );
}

async function renderAll(
  { posts }: SiteModel,
  workshop: Workshop,
  { atOnce }: Makers,
): Promise<readonly RenderedPost[]> {
  const own = posts.filter((post) => post.kind === 'own');
  const rendered: RenderedPost[] = [];
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let post = own[next]; post !== undefined; post = own[next]) {
      const place = next;
      next += 1;
      rendered[place] = await renderPost(post, workshop);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return rendered;
}

async function workshopFor(
  model: SiteModel,
  { cache, version = '', makers = HERE }: BuildOptions,
): Promise<Pick<Plan, 'workshop' | 'cache'>> {
  const used = cache ?? (await openSiteCache(null));
  const topics = model.topics ?? {};
  const workshop = { chrome: chromeFor(model), topics, articles: used.articles, make: makers.make, version };
  return { workshop, cache: used };
}

function chromeFor({ blog, form, pages, theme, told }: SiteModel): Chrome {
  const plain = chromeOf(blog, form, { imprint: pages.imprint !== null, theme });
  return { ...plain, card: blogCard(plain), hub: told?.hub ?? null };
}

function commonKey({ blog, tracks, shownTracks, series }: Catalogue, { chrome, version }: Workshop): string {
  const { card, own, ...words } = chrome;
  // The author's style sheet is a file of its own, and a change of it changes no page.
  const theme = { ...own.theme, css: own.theme.css !== null };
  return keyOf(version, words, card?.path, card?.alt, own.imprint, theme, blog, tracks, shownTracks, series);
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
    cardFile(blogCard(chrome)),
  ];
}

function themeFiles({ own: { theme } }: Chrome): SiteFile[] {
  if (theme.css === null) return [];
  return [{ path: THEME_STYLESHEET.slice(1), contents: theme.css, type: CSS, role: 'asset' }];
}

function postFiles({ catalogue, workshop: { chrome }, common }: Plan): SiteFile[] {
  const { rendered } = catalogue;
  const made = rendered.map((entry) => {
    const card = postCard(entry.post, catalogue, chrome);
    const around = aroundPost(entry, catalogue);
    const html = async () => postPage(entry, (await entry.article()).html, card, catalogue, chrome);
    const key = keyOf(common, entry.key, card.path, card.alt, around);
    return { card, page: { ...page(postPath(entry.post.id), html), key } };
  });
  const moves = movesOf(rendered.map(({ post }) => post));
  return [
    ...made.map(({ card }) => cardFile(card)),
    ...made.map((one) => one.page),
    ...moves.map(({ from, post }) => page(from, movedPage(post, chrome))),
    ...redirectFiles(moves, chrome),
  ];
}

/** What leads to the posts: written after them. */
async function indexes(model: SiteModel, plan: Plan): Promise<SiteFile[]> {
  const { catalogue, workshop, cache, common } = plan;
  const { chrome } = workshop;
  const lists = listPages(catalogue, chrome);
  const own = await authorPages(model, catalogue, workshop);
  const paths = [...lists, ...own].map(({ path }) => path);
  return [
    ...(await searchFiles(catalogue, chrome, common, cache.blocks)),
    ...feedFiles(catalogue, chrome, common),
    index('404.html', notFoundPage(chrome), HTML),
    ...lists.map(({ path, shows, html }): SiteFile => {
      if (shows === null) return index(fileOf(path), html(), HTML);
      return { ...index(fileOf(path), async () => html(), HTML), key: keyOf(common, shows) };
    }),
    ...own.map(({ path, html }) => index(fileOf(path), html, HTML)),
    index('robots.txt', `User-agent: *\nAllow: /\n\nSitemap: ${addressOf(chrome, '/sitemap.xml')}\n`, TEXT),
    index('sitemap.xml', sitemapOf(paths, catalogue, chrome), XML),
    index('index.html', homePage(catalogue, chrome), HTML),
  ];
}

function sitemapOf(paths: readonly string[], { rendered }: Catalogue, chrome: Chrome): string {
  const mapped = [
    ...['/', ...paths].map((path) => ({ path, changedAt: null })),
    ...rendered.map(({ post }) => ({ path: postPath(post.id), changedAt: changedAt(post) })),
  ];
  return sitemapXml(mapped, chrome);
}

function index(path: string, contents: SiteFile['contents'], type: string): SiteFile {
  return { path, contents, type, role: 'index' };
}

function page(path: string, contents: SiteFile['contents']): SiteFile {
  return { path: fileOf(path), contents, type: HTML, role: 'page' };
}

function fileOf(path: string): string {
  return `${path.slice(1)}index.html`;
}
