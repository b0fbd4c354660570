import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { systemCodeOf } from '../../core/errors.ts';
import { type KeptLines, openKeptLines } from './kept-lines.ts';

/** What lists show of an article: little enough to be known of all of them. */
export interface ArticleFacts {
  /** Whole minutes of reading. */
  readonly minutes: number;
  /** Its first paragraph, in plain words. */
  readonly lead: string;
  /** The paths of the pictures that its mail refers to. */
  readonly pictures: readonly string[];
}

/** A post's words made ready for page, feed and search. */
export interface Article extends ArticleFacts {
  readonly html: string;
  readonly feedHtml: string;
  /** How often each word stands in its prose, as it is searched for. */
  readonly words: ReadonlyMap<string, number>;
}

/** Articles that were made before, by the hash of all that decides them. */
export interface ArticleShelf {
  /** Null when it is not on the shelf. */
  factsOf(key: string): ArticleFacts | null;
  take(key: string, make: () => Promise<Article>): Promise<Article>;
  save(): Promise<void>;
  /** Throws away what nobody asked for since the last time, or since it was opened. */
  tidy(): Promise<void>;
}

/** Articles at hand: those of the feeds, and of the part of the search index that is still being filled. */
const AT_HAND = 400;

/** Opens the shelf in a folder, null for one that lives as long as the process. */
export async function openArticleShelf(folder: string | null): Promise<ArticleShelf> {
  const facts = await openKeptLines(folder === null ? null : join(folder, 'facts.jsonl'), factsFrom);
  const atHand = new Map<string, Promise<Article>>();
  return {
    factsOf: (key) => facts.get(key) ?? null,
    take: (key, make) => {
      const found = atHand.get(key) ?? fetched(folder, facts, key, make);
      atHand.delete(key);
      atHand.set(key, found);
      const [oldest] = atHand.keys();
      if (atHand.size > AT_HAND && oldest !== undefined) atHand.delete(oldest);
      found.catch(() => atHand.delete(key));
      return found;
    },
    save: facts.save,
    tidy: async () => {
      await facts.tidy();
      if (folder !== null) await removeOthers(join(folder, ARTICLES), new Set(facts.keys()));
    },
  };
}

const ARTICLES = 'articles';

async function fetched(
  folder: string | null,
  facts: KeptLines<ArticleFacts>,
  key: string,
  make: () => Promise<Article>,
): Promise<Article> {
  const file = folder === null ? null : join(folder, ARTICLES, key);
  const kept = file === null ? null : await articleIn(file);
  const article = kept ?? (await make());
  if (kept === null && file !== null) keep(file, article);
  if (facts.get(key) === undefined) facts.set(key, factsOf(article));
  return article;
}

function factsOf({ minutes, lead, pictures }: Article): ArticleFacts {
  return { minutes, lead, pictures };
}

/** Null for none, and for what a fault of the disk has left of one. */
async function articleIn(file: string): Promise<Article | null> {
  try {
    return articleFrom(JSON.parse(inflateRawSync(await readFile(file)).toString()));
  } catch (error) {
    const code = systemCodeOf(error) ?? '';
    if (error instanceof SyntaxError || code === 'ENOENT' || code.startsWith('Z_')) return null;
    throw error;
  }
}

function keep(file: string, { words, ...article }: Article): void {
  // One that sends mails waits for this: the least effort already takes four fifths of the bytes away. In the thread pool a rehearsal would not know of it.
  const bytes = deflateRawSync(JSON.stringify({ ...article, words: [...words] }), { level: 1 });
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(beside, bytes);
    renameSync(beside, file);
  } catch (error) {
    // Another process may have put it away as something that is not needed: it can be made again.
    if (systemCodeOf(error) !== 'ENOENT') throw error;
  }
}

async function removeOthers(folder: string, keys: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder).catch((error) => {
    if (systemCodeOf(error) === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) if (!keys.has(name)) await rm(join(folder, name), { force: true });
}

function factsFrom(value: unknown): ArticleFacts | null {
  if (typeof value !== 'object' || value === null || !('minutes' in value) || !('lead' in value)) return null;
  const { minutes, lead } = value;
  const pictures = 'pictures' in value && Array.isArray(value.pictures) ? value.pictures.map(String) : null;
  if (typeof minutes !== 'number' || typeof lead !== 'string' || pictures === null) return null;
  return { minutes, lead, pictures };
}

function articleFrom(value: unknown): Article | null {
  const facts = factsFrom(value);
  if (facts === null || typeof value !== 'object' || value === null) return null;
  if (!('html' in value && 'feedHtml' in value && 'words' in value)) return null;
  const { html, feedHtml, words } = value;
  if (typeof html !== 'string' || typeof feedHtml !== 'string' || !Array.isArray(words)) return null;
  // The pairs are as `keep` wrote them: a file that is whole was written by it.
  return { ...facts, html, feedHtml, words: new Map<string, number>(words) };
}
