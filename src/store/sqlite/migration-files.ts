import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL, in hex: proves later that the database was made with these very words. */
  readonly hash: string;
}

/**
 * Reads the migrations that drizzle-kit wrote, in the order of its journal.
 * @throws AppError `configuration` when the folder is incomplete
 */
export function readMigrations(folder: string): readonly Migration[] {
  try {
    const journal: unknown = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'));
    return tagsOf(journal).map((name) => readMigration(folder, name));
  } catch (error) {
    throw new AppError('configuration', `the migrations in ${folder} cannot be read`, {
      help: 'They belong to the program: install Fortnight anew.',
      cause: error,
    });
  }
}

function tagsOf(journal: unknown): readonly string[] {
  if (typeof journal !== 'object' || journal === null || !('entries' in journal))
    throw new Error('no entries');
  if (!Array.isArray(journal.entries)) throw new Error('entries is no list');
  return journal.entries.map((entry: unknown) => {
    if (typeof entry === 'object' && entry !== null && 'tag' in entry && typeof entry.tag === 'string')
      return entry.tag;
    throw new Error('an entry without a tag');
  });
}

function readMigration(folder: string, name: string): Migration {
  // A checkout on Windows may change the line ends; the migration is the same.
  const sql = readFileSync(join(folder, `${name}.sql`), 'utf8').replaceAll('\r\n', '\n');
  return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
}
