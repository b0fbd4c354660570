import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf, postPath } from '../chrome.ts';
import { dateInWords } from '../dates.ts';
import type { KeptLines } from '../kept/kept-lines.ts';
import { hashOf, keyOf, type SearchBlock } from '../kept/site-cache.ts';
import type { SiteFile, SitePost } from '../model.ts';
import { titleOf } from '../reading-order.ts';
import { searchWords } from './words.ts';

/** Where the search begins to look. */
export const SEARCH_INDEX = '/search/index.json';

/**
 * Posts in a block of the index. Blocks are filled from the oldest post on, so a new post makes only the last anew; a block that is full is cut up by the
 * first letter of its words, so that a search in it takes a part of it.
 */
const BLOCK = 256;

/** How much a word counts, by where it stands; in the body by how often, up to a limit. */
const WEIGHT = { title: 12, tag: 6, series: 4, summary: 4 };
const MOST_IN_BODY = 4;

/** What `/search/index.json` says. */
interface SearchIndex {
  readonly blocks: readonly SearchBlock[];
}

/** For each word the posts that have it: place in the block, weight, place, weight … */
type Places = Map<string, number[]>;

/**
 * The index for a search in the reader's own browser: JSON, of which a search takes the parts it needs. A block whose posts are what they were is not made
 * again, unless one of its files is needed.
 */
export async function searchFiles(
  catalogue: Catalogue,
  chrome: Chrome,
  common: string,
  known: KeptLines<SearchBlock>,
): Promise<readonly SiteFile[]> {
  const found = catalogue.posts.filter((post) => addressIn(post, chrome) !== null).reverse();
  const files: SiteFile[] = [];
  const blocks: SearchBlock[] = [];
  for (let start = 0; start < found.length; start += BLOCK) {
    const posts = found.slice(start, start + BLOCK);
    const key = keyOf(
      common,
      posts.map((post) => searchKeyOf(post, catalogue)),
    );
    const makeOnce = onceAsked(() => makeBlock(posts, catalogue, chrome));
    const block = known.get(key) ?? (await makeOnce()).block;
    known.set(key, block);
    blocks.push(block);
    for (const link of [block.posts, ...Object.values(block.words)]) {
      const path = link.slice(chrome.basePath.length + 1);
      const contents = async () => (await makeOnce()).contents.get(link) ?? '';
      files.push({ path, contents, key: path, type: JSON_TYPE, role: 'asset' });
    }
  }
  const index: SearchIndex = { blocks };
  const contents = JSON.stringify(index);
  return [...files, { path: SEARCH_INDEX.slice(1), contents, type: JSON_TYPE, role: 'index' }];
}

/** Of all that the index has of a post. */
function searchKeyOf(post: SitePost, catalogue: Catalogue): string {
  return `${catalogue.renderedOf(post)?.key ?? ''} ${catalogue.lineKeyOf(post)} ${post.tags.join(' ')}`;
}

interface MadeBlock {
  readonly block: SearchBlock;
  /** JSON by the link to it. */
  readonly contents: ReadonlyMap<string, string>;
}

async function makeBlock(
  posts: readonly SitePost[],
  catalogue: Catalogue,
  chrome: Chrome,
): Promise<MadeBlock> {
  const contents = new Map<string, string>();
  const take = (value: object): string => {
    const json = JSON.stringify(value);
    const link = hrefOf(chrome, `/assets/search/${hashOf(json).slice(0, 16)}.json`);
    contents.set(link, json);
    return link;
  };
  const places = await placesIn(posts, catalogue);
  const words = Object.entries(shardsOf(places, posts.length === BLOCK)).map(([letter, those]) => [
    letter,
    take(those),
  ]);
  const shown = take(posts.map((post) => shownOf(post, catalogue, chrome)));
  return { block: { posts: shown, words: Object.fromEntries(words) }, contents };
}

function onceAsked<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;
  return () => {
    asked ??= ask();
    return asked;
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** Where the post can be read; null when it is nowhere. */
function addressIn(post: SitePost, chrome: Chrome): string | null {
  return post.kind === 'own' ? hrefOf(chrome, postPath(post.id)) : post.url;
}

/** What a result shows: address, title, the line below it, and what it is about. */
function shownOf(post: SitePost, catalogue: Catalogue, chrome: Chrome): readonly (string | null)[] {
  const line = `${dateInWords(post.date)}, ${titleOf(post.track, catalogue.tracks)}`;
  return [addressIn(post, chrome), post.title, line, summaryOf(post, catalogue)];
}

function summaryOf(post: SitePost, catalogue: Catalogue): string {
  return catalogue.renderedOf(post)?.summary ?? post.summary;
}

async function placesIn(posts: readonly SitePost[], catalogue: Catalogue): Promise<Places> {
  const places: Places = new Map();
  for (const [place, post] of posts.entries()) {
    const words = (await catalogue.renderedOf(post)?.article())?.words ?? new Map<string, number>();
    for (const [word, weight] of weightsOf(post, words, catalogue)) {
      const known = places.get(word);
      if (known === undefined) places.set(word, [place, weight]);
      else known.push(place, weight);
    }
  }
  return places;
}

function weightsOf(
  post: SitePost,
  inBody: ReadonlyMap<string, number>,
  catalogue: Catalogue,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const add = (word: string, weight: number) => weights.set(word, (weights.get(word) ?? 0) + weight);
  for (const [word, times] of inBody) add(word, Math.min(times, MOST_IN_BODY));
  const series = post.series === null ? '' : titleOf(post.series, catalogue.series);
  const parts = [
    [post.title, WEIGHT.title],
    [post.tags.join(' '), WEIGHT.tag],
    [`${titleOf(post.track, catalogue.tracks)} ${series}`, WEIGHT.series],
    [summaryOf(post, catalogue), WEIGHT.summary],
  ] as const;
  for (const [text, weight] of parts) for (const word of new Set(searchWords(text))) add(word, weight);
  return weights;
}

/** By first letter, or whole under ''. In order of the alphabet, so that the same posts give the same bytes. */
function shardsOf(
  places: Places,
  cut: boolean,
): Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> {
  const shards: Record<string, Record<string, readonly number[]>> = {};
  for (const [word, found] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const letter = cut ? String.fromCodePoint(word.codePointAt(0) ?? 0) : '';
    const shard = shards[letter] ?? Object.create(null);
    shard[word] = found;
    shards[letter] = shard;
  }
  return shards;
}
