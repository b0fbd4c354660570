import type Database from 'better-sqlite3';
import type { Clock } from '../../core/clock.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { backUp } from './backup.ts';
import { type Migration, readMigrations } from './migration-files.ts';

/**
 * Brings a database up to date: all missing migrations in one transaction, so that it is either entirely of this version or
 * untouched. An existing database is copied to `backups/` first. Two processes may start at once: the second waits, and finds nothing to do.
 *
 * drizzle-orm's own `migrate()` is not used: with foreign keys on, a migration that rebuilds a table deletes all rows
 * that hang on it, and one that is older than the newest applied is passed over in silence.
 * @throws AppError `refused` (a newer or altered database, a stranger's file) or `unavailable` (a migration failed)
 */
export function migrate(client: Database.Database, path: string, folder: string, clock: Clock): void {
  const migrations = readMigrations(folder);
  // One picture of the file for both questions: another process may be migrating it right now.
  const look = () => ({ empty: isEmpty(client), pending: missing(client, migrations).length });
  const { empty, pending } = client.transaction(look).deferred();
  if (pending === 0) return;
  const backup = empty ? null : backUp(client, path, clock.now());
  // Inside a transaction this pragma does nothing, so it has to be said before.
  client.pragma('foreign_keys = OFF');
  try {
    client.transaction(() => applyMissing(client, migrations, backup, clock)).immediate();
  } finally {
    client.pragma('foreign_keys = ON');
  }
}

interface Applied {
  readonly name: string;
  readonly hash: string;
}

/** What is still to be applied, after refusing whatever does not fit this build. */
function missing(client: Database.Database, migrations: readonly Migration[]): readonly Migration[] {
  const applied = appliedTo(client);
  applied.forEach(({ name, hash }, index) => {
    const known = migrations.find((migration) => migration.name === name);
    if (known === undefined) throw newer(name);
    if (known.hash !== hash) throw altered(name);
    const expected = migrations[index];
    if (expected !== undefined && expected.name !== name) throw outOfOrder(expected.name, name);
  });
  return migrations.slice(applied.length);
}

function appliedTo(client: Database.Database): readonly Applied[] {
  if (hasTable(client, 'applied_migrations')) {
    const rows = client.prepare<[], Applied>('SELECT name, hash FROM applied_migrations ORDER BY id');
    return rows.all();
  }
  if (isEmpty(client)) return [];
  throw new AppError('refused', 'this file is a SQLite database, but not one that Fortnight wrote', {
    help: 'Point the data folder elsewhere, or move the file away.',
  });
}

function hasTable(client: Database.Database, name: string): boolean {
  return (
    client.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined
  );
}

function isEmpty(client: Database.Database): boolean {
  return client.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

/** Asks again what is missing: only now the write lock is held, and another process may have been here. */
function applyMissing(
  client: Database.Database,
  migrations: readonly Migration[],
  backup: string | null,
  clock: Clock,
): void {
  const rest = missing(client, migrations);
  client.exec(
    'CREATE TABLE IF NOT EXISTS applied_migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, at INTEGER NOT NULL)',
  );
  const note = client.prepare('INSERT INTO applied_migrations (name, hash, at) VALUES (?, ?, ?)');
  for (const migration of rest) {
    applyOne(client, migration, backup);
    note.run(migration.name, migration.hash, clock.now());
  }
}

function applyOne(client: Database.Database, migration: Migration, backup: string | null): void {
  try {
    client.exec(migration.sql);
  } catch (error) {
    throw broken(migration.name, messageOf(error), backup, error);
  }
  const [orphan] = client.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').all();
  if (orphan === undefined) return;
  const fault = `a row of ${orphan.table} would point to nothing in ${orphan.parent}`;
  throw broken(migration.name, fault, backup, undefined);
}

function broken(name: string, fault: string, backup: string | null, cause: unknown): AppError {
  const kept = backup === null ? '' : ` A copy of it is in ${backup}.`;
  return new AppError(
    'unavailable',
    `the database could not be brought up to date: ${name} failed (${fault})`,
    {
      help: `The database is as it was before.${kept} Go back to the version you came from, and report this.`,
      cause,
    },
  );
}

function newer(name: string): AppError {
  return new AppError(
    'refused',
    `this database was written by a newer Fortnight (it knows the change ${name})`,
    {
      help: 'Install that version or a newer one, or restore a backup from before the upgrade.',
    },
  );
}

function altered(name: string): AppError {
  return new AppError('refused', `the migration ${name} is not the one this database was made with`, {
    help: 'A migration is never edited once it was applied: install Fortnight anew, unchanged.',
  });
}

function outOfOrder(absent: string, applied: string): AppError {
  return new AppError('refused', `the migration ${absent} was never applied, but the later ${applied} was`, {
    help: 'This build and this database come from different lines of development. Use the build that wrote the database.',
  });
}
