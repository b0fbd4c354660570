import { createHash } from 'node:crypto';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf, postPath } from '../chrome.ts';
import { dateInWords } from '../dates.ts';
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

/** What `/search/index.json` says: for each block, the file with its posts, and those with its words, by their first letter or all under ''. */
interface SearchIndex {
  readonly blocks: readonly { readonly posts: string; readonly words: Readonly<Record<string, string>> }[];
}

/** For each word the posts that have it: place in the block, weight, place, weight … */
type Places = Map<string, number[]>;

/** The index for a search in the reader's own browser: JSON, of which a search takes the parts it needs. */
export function searchFiles(catalogue: Catalogue, chrome: Chrome): readonly SiteFile[] {
  const found = catalogue.posts.filter((post) => addressIn(post, chrome) !== null).reverse();
  const files: SiteFile[] = [];
  const blocks: SearchIndex['blocks'][number][] = [];
  for (let start = 0; start < found.length; start += BLOCK) {
    const posts = found.slice(start, start + BLOCK);
    const shown = posts.map((post) => shownOf(post, catalogue, chrome));
    const words = Object.entries(shardsOf(placesIn(posts, catalogue), posts.length === BLOCK)).map(
      ([letter, places]) => [letter, take(files, places, chrome)],
    );
    blocks.push({ posts: take(files, shown, chrome), words: Object.fromEntries(words) });
  }
  const index: SearchIndex = { blocks };
  const contents = JSON.stringify(index);
  return [...files, { path: SEARCH_INDEX.slice(1), contents, type: JSON_TYPE, role: 'index' }];
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

function placesIn(posts: readonly SitePost[], catalogue: Catalogue): Places {
  const places: Places = new Map();
  for (const [place, post] of posts.entries()) {
    for (const [word, weight] of weightsOf(post, catalogue)) {
      const known = places.get(word);
      if (known === undefined) places.set(word, [place, weight]);
      else known.push(place, weight);
    }
  }
  return places;
}

function weightsOf(post: SitePost, catalogue: Catalogue): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const add = (word: string, weight: number) => weights.set(word, (weights.get(word) ?? 0) + weight);
  for (const [word, times] of catalogue.renderedOf(post)?.words ?? [])
    add(word, Math.min(times, MOST_IN_BODY));
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

/** Adds the file for these contents, named by them, and gives the link to it. */
function take(files: SiteFile[], contents: object, chrome: Chrome): string {
  const json = JSON.stringify(contents);
  const hash = createHash('sha256').update(json).digest('hex').slice(0, 16);
  const path = `assets/search/${hash}.json`;
  files.push({ path, contents: json, type: JSON_TYPE, role: 'asset' });
  return hrefOf(chrome, `/${path}`);
}
