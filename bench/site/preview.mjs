import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM } from '../app/workspaces.mjs';
import { load } from '../ledger/load.mjs';

/**
 * Milliseconds from a saved file to the new preview, page and mail, of one of the shipped posts in the shipped calendar. The watcher's own wait, until an editor has
 * done with the file, is in it.
 * @param {string} root
 * @param {number} saves
 * @returns {Promise<readonly number[]>}
 */
export async function timePreview(root, saves) {
  const { compose, previewSource } = await load(['src/compose.ts', 'src/web/preview/server.ts']);
  cpSync(join(PROGRAM, 'calendar'), join(root, 'calendar'), { recursive: true });
  const quiet = {
    info: () => undefined,
    warn: () => undefined,
    error: (...all) => process.stderr.write(`${all}\n`),
  };
  const { app, close } = await compose({ root, environment: {}, log: quiet });
  const ending = new AbortController();
  const { shows, follow } = await previewSource(app, 'raft-1', ending.signal);
  const followed = follow();
  const times = [];
  for (let save = 0; save < saves; save += 1) {
    // As long as an author needs for a word.
    await new Promise((done) => setTimeout(done, 300));
    const changed = shows.change(ending.signal);
    const begun = performance.now();
    appendFileSync(join(root, 'calendar', 'posts', 'raft-1.md'), `\nAnd one more word, ${save}.\n`);
    await changed;
    times.push(performance.now() - begun);
    const page = await shows.shown().fileAt('/posts/raft-1/');
    if (!String(page?.contents).includes(`one more word, ${save}`))
      throw new Error('the page shows an older text');
    if (!shows.shown().mail.html.includes(`one more word, ${save}`))
      throw new Error('the mail shows an older text');
  }
  ending.abort();
  await followed;
  await close();
  return times;
}
