import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Article } from './site/kept/article-shelf.ts';
import { type ArticleAsked, type MakeArticle, makeArticle } from './site/reading/make-article.ts';

/** So many posts are made before another thread would have loaded what it takes. */
const WORTH_A_THREAD = 100;

/** Each takes some 150 MB while it lives. */
const MOST_THREADS = 8;

export interface ArticleMakers {
  readonly make: MakeArticle;
  /** How many are made at once: who asks for more only fills the memory. */
  readonly atOnce: number;
  /** Ends the threads, which are not there before so much is asked for. */
  close(): Promise<void>;
}

/**
 * Makes the articles of a large site on several processors. Where there are but two, they are mostly the two halves of one core, and threads only take from one another
 * what they gain. Only the built program has a file that a thread can run; from the sources, everything is made where it is asked for.
 */
export function openArticleMakers(
  processors: number = availableParallelism(),
  file: string = fileURLToPath(new URL('./article-worker.js', import.meta.url)),
): ArticleMakers {
  const count = Math.min(MOST_THREADS, Math.floor(processors / 2));
  if (count < 2 || !existsSync(file)) return { make: makeArticle, atOnce: 1, close: async () => undefined };
  let made = 0;
  let threads: readonly Thread[] = [];
  return {
    atOnce: 3 * count,
    make: (asked) => {
      made += 1;
      if (made <= WORTH_A_THREAD) return makeArticle(asked);
      if (threads.length === 0) threads = Array.from({ length: count }, () => startThread(file));
      const [idlest] = threads.toSorted((a, b) => a.waiting() - b.waiting());
      return idlest === undefined ? makeArticle(asked) : idlest.make(asked);
    },
    close: async () => void (await Promise.all(threads.map((thread) => thread.end()))),
  };
}

interface Thread {
  readonly make: MakeArticle;
  waiting(): number;
  end(): Promise<unknown>;
}

interface Waiting {
  readonly resolve: (article: Article) => void;
  readonly reject: (error: Error) => void;
}

function startThread(file: string): Thread {
  // What one post takes is thrown away before the next: with room for it, the collector has little to do.
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  const asking = new Map<number, Waiting>();
  let last = 0;
  worker.on('message', ({ id, article }: { id: number; article: Article }) => {
    asking.get(id)?.resolve(article);
    asking.delete(id);
  });
  worker.on('error', (error: Error) => {
    for (const { reject } of asking.values()) reject(error);
    asking.clear();
  });
  return {
    make: (asked: ArticleAsked) =>
      new Promise((resolve, reject) => {
        last += 1;
        asking.set(last, { resolve, reject });
        worker.postMessage({ id: last, asked });
      }),
    waiting: () => asking.size,
    end: () => worker.terminate(),
  };
}
