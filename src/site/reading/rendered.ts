import type { PicturesByName } from '../../domain/posts/own-pictures.ts';
import { type TopicPlaces, topicsLinkedIn } from '../../domain/posts/topic-links.ts';
import { addressOf, type Chrome, postPath } from '../chrome.ts';
import type { Article, ArticleShelf } from '../kept/article-shelf.ts';
import { onceFor, textKeyOf } from '../kept/post-key.ts';
import { keyOf } from '../kept/site-cache.ts';
import type { OwnPost } from '../model.ts';
import type { MakeArticle } from './make-article.ts';

/** A post as lists show it, and the way to its words. */
export interface RenderedPost {
  readonly post: OwnPost;
  /** Of the article: another one has another. */
  readonly key: string;
  readonly minutes: number;
  /** The calendar's summary, or else the first paragraph. */
  readonly summary: string;
  /** The paths of the pictures that its mail refers to. */
  readonly pictures: readonly string[];
  /** Fetched or made when a page, a feed or the search needs it. */
  article(): Promise<Article>;
}

/** What articles are made with. */
export interface Workshop {
  readonly chrome: Chrome;
  readonly topics: TopicPlaces;
  readonly articles: ArticleShelf;
  readonly make: MakeArticle;
  /** Of the program: what another one made is made anew. */
  readonly version: string;
}

/** A post that is the same object as before, and links to no topic that may have moved, is not even named anew. */
export async function renderPost(post: OwnPost, workshop: Workshop): Promise<RenderedPost> {
  const { articles, chrome, version } = workshop;
  const by = `${version} ${chrome.url} ${chrome.language}`;
  const last = lastRendered.get(post);
  if (last?.by === by && last.articles === articles && articles.factsOf(last.rendered.key) !== null)
    return last.rendered;
  const rendered = await renderAnew(post, workshop);
  if (linksOf(post).length === 0) lastRendered.set(post, { by, articles, rendered });
  return rendered;
}

interface LastRendered {
  readonly by: string;
  readonly articles: ArticleShelf;
  readonly rendered: RenderedPost;
}

const lastRendered = new WeakMap<OwnPost, LastRendered>();

async function renderAnew(post: OwnPost, workshop: Workshop): Promise<RenderedPost> {
  const { key, article } = articleAt(post, postPath(post.id), workshop);
  const { minutes, lead, pictures } = workshop.articles.factsOf(key) ?? (await article());
  return { post, key, minutes, summary: post.summary === '' ? lead : post.summary, pictures, article };
}

/** A page of the author's own words, made ready. `path`: of the page, from which links in it are read. */
export async function renderWords(
  markdown: string,
  path: string,
  workshop: Workshop,
): Promise<{ readonly html: string; readonly lead: string }> {
  return articleAt({ markdown }, path, workshop).article();
}

function articleAt(
  words: { readonly markdown: string; readonly pictures?: PicturesByName },
  path: string,
  { chrome, topics, articles, make, version }: Workshop,
): { readonly key: string; readonly article: () => Promise<Article> } {
  const { markdown } = words;
  const pictures = { siteUrl: addressOf(chrome, ''), named: words.pictures ?? {} };
  const standing = { baseUrl: addressOf(chrome, path), topics: linkedIn(words, topics), pictures };
  const key = keyOf(version, standing, chrome.language, textKeyOf(words));
  const asked = { markdown, language: chrome.language, standing };
  return { key, article: () => articles.take(key, () => make(asked)) };
}

/** Of all topics those a post links to, so that it is made anew when one of them moves, and only then. */
function linkedIn(words: { readonly markdown: string }, topics: TopicPlaces): TopicPlaces {
  const ids = linksOf(words).filter((id) => Object.hasOwn(topics, id));
  return Object.fromEntries(ids.flatMap((id) => (topics[id] === undefined ? [] : [[id, topics[id]]])));
}

const linksOf = onceFor(({ markdown }: { readonly markdown: string }) => topicsLinkedIn(markdown));
