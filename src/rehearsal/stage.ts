import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Workspace } from '../workspace/workspace.ts';

/** A throw-away copy of a workspace. */
export interface Stage {
  readonly root: string;
  /** True: the author's database was copied, with what happened so far and the readers there are. */
  readonly hasHistory: boolean;
  remove(): Promise<void>;
}

/** Where files live in memory, on systems that have it: what is thrown away need not outlive a power failure. */
const IN_MEMORY = '/dev/shm';
/** A larger database is not put there. */
const MOST_IN_MEMORY = 256 * 1024 * 1024;

/** Copies calendar, posts, templates and, when there is one, the database. The author's own files are only read. */
export async function makeStage(source: Workspace): Promise<Stage> {
  const hasHistory = existsSync(source.database);
  const size = hasHistory ? statSync(source.database).size : 0;
  const root = await mkdtemp(join(size > MOST_IN_MEMORY ? tmpdir() : fastFolder(), 'fortnight-rehearsal-'));
  try {
    for (const folder of ['calendar', 'emails']) {
      const from = join(source.root, folder);
      if (existsSync(from)) await cp(from, join(root, folder), { recursive: true });
    }
    await mkdir(join(root, 'data'));
    // What was made of pictures takes seconds to make again.
    const pictures = join(source.data, 'pictures');
    if (existsSync(pictures)) await cp(pictures, join(root, 'data', 'pictures'), { recursive: true });
    if (hasHistory) copyDatabase(source.database, join(root, 'data', basename(source.database)));
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
  return { root, hasHistory, remove: () => rm(root, { recursive: true, force: true }) };
}

function fastFolder(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    return IN_MEMORY;
  } catch {
    return tmpdir(); // there is none, or it is not for us
  }
}

/** One consistent picture, also beside a worker that is writing. */
function copyDatabase(from: string, to: string): void {
  const client = new Database(from, { readonly: true });
  try {
    client.prepare('VACUUM INTO ?').run(to);
  } finally {
    client.close();
  }
}
