import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Instant } from '../../core/clock.ts';

/**
 * Copies the database to `backups/` beside it, named by the instant. VACUUM INTO rather than SQLite's backup API, which
 * starts over whenever another process writes. The copy gets its name when it is whole.
 * @returns the path of the copy
 */
export function backUp(client: Database.Database, path: string, now: Instant): string {
  const folder = join(dirname(path), 'backups');
  mkdirSync(folder, { recursive: true });
  const stem = `${basename(path, '.db')}-${new Date(now).toISOString().replaceAll(':', '')}`;
  const target = freeName(folder, stem);
  const partial = `${target}.${process.pid}.partial`;
  rmSync(partial, { force: true });
  client.prepare('VACUUM INTO ?').run(partial);
  renameSync(partial, target);
  return target;
}

function freeName(folder: string, stem: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = join(folder, number === 1 ? `${stem}.db` : `${stem}-${number}.db`);
    if (!existsSync(candidate)) return candidate;
  }
}
