import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { runProgram } from '../../program.mjs';
import { writeReaders, writeWorkspace } from '../../workspace.mjs';
import { databaseOf } from './ledger.mjs';

/**
 * Makes a workspace whose posts are published and whose editions wait to be opened, once for all campaigns.
 * @param {string} program the folder of the built program's package
 * @param {{ readers: number, editions: number, sabotage: string | null }} options `sabotage`: a trigger, in SQL, that makes the ledger
 *   lie, for the proof that the lie is found
 * @returns {Promise<{ copy: () => string, remove: () => void }>} `copy` gives the root of a new workspace just like it
 */
export async function prepareWorkspaces(program, { readers, editions, sabotage }) {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-kill-'));
  const base = join(folder, 'base');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const posts = Array.from({ length: editions }, () => 'It is *short*.\n');
    writeWorkspace(base, posts);
    const list = join(folder, 'readers.csv');
    writeReaders(list, readers);
    await runProgram(program, base, ['subscribers', 'import', list, '--consent', 'for the kill test']);
    for (const index of posts.keys()) await runProgram(program, base, ['publish', `post-${index + 1}`]);
    if (sabotage !== null) alter(base, sabotage);
  } catch (error) {
    remove();
    throw error;
  }
  let copies = 0;
  const copy = () => {
    copies += 1;
    const root = join(folder, `campaign-${copies}`);
    cpSync(base, root, { recursive: true });
    return root;
  };
  return { copy, remove };
}

function alter(root, sql) {
  const db = new Database(databaseOf(root));
  db.exec(sql);
  db.close();
}
