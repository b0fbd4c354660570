import { hash } from 'node:crypto';
import { join } from 'node:path';
import { type ArticleShelf, openArticleShelf } from './article-shelf.ts';
import { type KeptLines, openKeptLines } from './kept-lines.ts';

/** What was made before, so that nothing is made twice. All of it can be thrown away at any time. */
export interface SiteCache {
  readonly articles: ArticleShelf;
  /** The parts of the search index that are full, by what they were made from. */
  readonly blocks: KeptLines<SearchBlock>;
  /** What each file of the site was last made from, by its path. */
  readonly files: KeptLines<MadeFile>;
  /** What is new outlives the process. */
  save(): Promise<void>;
  /** Throws away what was not asked for since the last time, or since it was opened. */
  tidy(): Promise<void>;
}

/** A part of the search index: the links to the file with its posts, and to those with its words by their first letter, or all under ''. */
export interface SearchBlock {
  readonly posts: string;
  readonly words: Readonly<Record<string, string>>;
}

/** `key`: all that decides the contents, null where nobody knows; `hash`: of the contents. */
export interface MadeFile {
  readonly key: string | null;
  readonly hash: string;
}

/** Opens what is kept in a folder; null: it lives as long as the process. */
export async function openSiteCache(folder: string | null): Promise<SiteCache> {
  const file = (name: string): string | null => (folder === null ? null : join(folder, name));
  const [articles, blocks, files] = await Promise.all([
    openArticleShelf(folder),
    openKeptLines(file('search.jsonl'), blockFrom),
    openKeptLines(file('files.jsonl'), madeFileFrom),
  ]);
  const all = [articles, blocks, files];
  return {
    articles,
    blocks,
    files,
    save: async () => void (await Promise.all(all.map((part) => part.save()))),
    tidy: async () => void (await Promise.all(all.map((part) => part.tidy()))),
  };
}

/** Names something by all that decides it. */
export function keyOf(...parts: readonly unknown[]): string {
  return hashOf(JSON.stringify(parts));
}

/** Fit for the name of a file. */
export function hashOf(contents: string | Uint8Array): string {
  return hash('sha256', contents, 'hex').slice(0, 32);
}

function blockFrom(value: unknown): SearchBlock | null {
  if (typeof value !== 'object' || value === null || !('posts' in value) || !('words' in value)) return null;
  const { posts, words } = value;
  if (typeof posts !== 'string' || typeof words !== 'object' || words === null) return null;
  return {
    posts,
    words: Object.fromEntries(Object.entries(words).map(([letter, link]) => [letter, String(link)])),
  };
}

function madeFileFrom(value: unknown): MadeFile | null {
  if (typeof value !== 'object' || value === null || !('key' in value) || !('hash' in value)) return null;
  const { key, hash: of } = value;
  if (typeof of !== 'string' || (key !== null && typeof key !== 'string')) return null;
  return { key, hash: of };
}
