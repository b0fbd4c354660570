import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../scripts/program.mjs';
import { writeReaders, writeWorkspace } from '../../scripts/workspace.mjs';
import { longPost } from './long-post.mjs';

/** The checkout, which holds `dist/`. */
export const PROGRAM = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A folder for a bench; `remove` takes it and all that is in it away. */
export function scratchFolder() {
  const path = mkdtempSync(join(tmpdir(), 'fortnight-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * A workspace whose editions, one by default, are published but not open yet.
 * @param {string} root
 * @param {number} readers imported on the command line
 * @param {number} editions
 */
export async function workspaceWith(root, readers, editions = 1) {
  const posts = Array.from({ length: editions }, longPost);
  writeWorkspace(root, posts);
  const list = join(root, 'readers.csv');
  writeReaders(list, readers);
  await runProgram(PROGRAM, root, ['subscribers', 'import', list, '--consent', 'for a bench']);
  for (const index of posts.keys()) await runProgram(PROGRAM, root, ['publish', `post-${index + 1}`]);
}

/** The same with the edition open: content and audience are frozen, and every delivery waits. */
export async function openWorkspaceWith(root, readers) {
  await workspaceWith(root, readers);
  await runProgram(PROGRAM, root, ['tick']);
}

export function copyOf(root, to) {
  rmSync(to, { recursive: true, force: true });
  cpSync(root, to, { recursive: true });
  return to;
}

/** The variables that have every mail signed with a new RSA key of 2048 bits; null where this version cannot sign. */
export function signingVariables(folder) {
  const documented = readFileSync(join(PROGRAM, 'docs', 'configuration.md'), 'utf8');
  if (!documented.includes('`DKIM_KEY`')) return null;
  const file = join(folder, 'bench2026.pem');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return { DKIM_KEY: file };
}
