import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openArticleMakers } from '../src/article-makers.ts';
import { packageRoot } from '../src/package-root.ts';
import { makeArticle } from '../src/site/reading/make-article.ts';
import { buildProgram } from './support/processes.ts';

beforeAll(buildProgram);

const BUILT = join(packageRoot(), 'dist', 'article-worker.js');

const post = (number: number) => ({
  markdown: `# Part ${number}\n\n"Alice" writes to bob@example.com.\n\n\`\`\`go\nfunc f${number}() {}\n\`\`\`\n\n$x_{${number}}$\n`,
  language: 'en',
  standing: { baseUrl: 'https://example.com/posts/a/' },
});

it('makes in threads, from the hundred-and-first post on, what it makes without them', {
  timeout: 60_000,
}, async () => {
  const makers = openArticleMakers(4, BUILT);
  const without = openArticleMakers(2, BUILT);
  try {
    expect([makers.atOnce, without.atOnce]).toEqual([6, 1]);
    const numbers = Array.from({ length: 120 }, (_, index) => index);
    const made = await Promise.all(numbers.map((number) => makers.make(post(number))));
    for (const number of [0, 99, 100, 119]) expect(made[number]).toEqual(await makeArticle(post(number)));
    expect(process.getActiveResourcesInfo()).toContain('MessagePort');
  } finally {
    await makers.close();
    await without.close();
  }
});
