import { parentPort } from 'node:worker_threads';
import { type ArticleAsked, makeArticle } from './site/reading/make-article.ts';

// A thread that makes articles, for a build of many: see `article-makers.ts`.
parentPort?.on('message', async ({ id, asked }: { id: number; asked: ArticleAsked }) => {
  parentPort?.postMessage({ id, article: await makeArticle(asked) });
});
