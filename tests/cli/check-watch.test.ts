import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fortnightIn } from '../support/environment-command-line.ts';
import { temporaryFolder } from '../support/stores.ts';

const FIXTURE = fileURLToPath(new URL('../fixtures/calendar/E401', import.meta.url));

/** Each report of a watch, as it comes. */
function reports() {
  const waiting: ((text: string) => void)[] = [];
  const early: string[] = [];
  return {
    take: (text: string): void => {
      const next = waiting.shift();
      if (next === undefined) early.push(text);
      else next(text);
    },
    next: (): Promise<string> => {
      const text = early.shift();
      return text === undefined ? new Promise((done) => waiting.push(done)) : Promise.resolve(text);
    },
  };
}

it('checks again at every save, a new posts folder included, and ends with 0 when told to', async () => {
  const root = temporaryFolder();
  cpSync(FIXTURE, root, { recursive: true });
  const stop = new AbortController();
  const shown = reports();
  const watching = fortnightIn(root, ['check', '--watch'], stop.signal, shown.take);
  expect(await shown.next()).toContain('posts/unwritten.md` is missing');

  const posts = join(root, 'calendar', 'posts');
  mkdirSync(posts);
  writeFileSync(join(posts, 'unwritten.md'), '```\nnever closed\n');
  expect(await shown.next()).toContain('E402');

  // As many editors save: beside, then renamed.
  writeFileSync(join(root, 'calendar', 'beside'), 'It is written now.\n');
  renameSync(join(root, 'calendar', 'beside'), join(posts, 'unwritten.md'));
  expect(await shown.next()).toContain('no fault found');

  stop.abort();
  expect((await watching).code).toBe(0);
});
