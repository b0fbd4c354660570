import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../src/core/clock.ts';
import { AppError } from '../../../src/core/errors.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { connect } from '../../../src/store/sqlite/session.ts';
import { laterMigrations, migrationsOf, tagsOf } from '../../support/migration-folders.ts';
import {
  addActiveReaders,
  MIGRATIONS,
  openEdition,
  openTestStore,
  T0,
  temporaryFolder,
} from '../../support/stores.ts';

const clock = new VirtualClock(T0);

/** A store with a ledger in it, closed again. */
async function populated(): Promise<string> {
  const { store, path } = await openTestStore();
  await addActiveReaders(store, ['alice@example.org', 'anna@example.org']);
  await openEdition(store);
  await store.close();
  return path;
}

function opening(path: string, migrationsFolder: string): () => unknown {
  return () => openSqliteStore({ path, migrationsFolder, clock });
}

function failureOf(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('migrating', () => {
  it('does nothing the second time, and makes no backup of a new database', async () => {
    const path = await populated();
    const again = openSqliteStore({ path, migrationsFolder: MIGRATIONS, clock });
    expect(await again.countSubscribers()).toMatchObject({ active: 2 });
    await again.close();
    expect(existsSync(join(dirname(path), 'backups'))).toBe(false);
  });

  it('keeps everything in a populated database, and a whole copy from before', async () => {
    const path = await populated();
    const later = laterMigrations(['0900_note', 'ALTER TABLE subscribers ADD COLUMN note text;']);
    const store = openSqliteStore({ path, migrationsFolder: later, clock });
    const edition = await store.editionByKey('regular:raft-1');
    if (edition === null) throw new Error('the edition is gone');
    expect(await store.ledger(edition.id)).toMatchObject({ audience: 2, queued: 2 });
    await store.close();
    const [backup = ''] = readdirSync(join(dirname(path), 'backups'));
    expect(backup).toBe('fortnight-2026-12-08T170000.000Z.db');
    const old = openSqliteStore({
      path: join(dirname(path), 'backups', backup),
      migrationsFolder: MIGRATIONS,
      clock,
    });
    expect(await old.ledger(edition.id)).toMatchObject({ audience: 2, queued: 2 });
    await old.close();
  });

  it('keeps the rows that hang on a table it rebuilds', async () => {
    const path = await populated();
    const rebuild = `CREATE TABLE consents_parent AS SELECT * FROM subscribers;
--> statement-breakpoint
DROP TABLE subscribers;
--> statement-breakpoint
ALTER TABLE consents_parent RENAME TO subscribers;
--> statement-breakpoint
CREATE UNIQUE INDEX subscribers_id ON subscribers (id);`;
    const client = connect(path);
    migrate(client, path, laterMigrations(['0900_rebuild', rebuild]), clock);
    expect(client.prepare('SELECT count(*) AS n FROM consents').get()).toEqual({ n: 2 });
    expect(client.pragma('foreign_keys', { simple: true })).toBe(1);
    client.close();
  });

  it('undoes a broken migration whole, with those before it, and says where the copy is', async () => {
    const path = await populated();
    const before = schemaOf(path);
    const broken = laterMigrations(
      ['0900_fine', 'CREATE TABLE fine (id integer);'],
      ['0901_bad', 'DROP TABLE nowhere;'],
    );
    const failure = failureOf(opening(path, broken));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toContain('0901_bad');
    expect(failure.help).toContain(join(dirname(path), 'backups', 'fortnight-'));
    expect(schemaOf(path)).toEqual(before);
    await openSqliteStore({ path, migrationsFolder: MIGRATIONS, clock }).close();
  });

  it('undoes a migration that leaves a row pointing to nothing', async () => {
    const path = await populated();
    const orphaning = laterMigrations(['0900_orphans', 'DELETE FROM subscribers;']);
    const failure = failureOf(opening(path, orphaning));
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(failure.message).toContain('would point to nothing in subscribers');
    const store = openSqliteStore({ path, migrationsFolder: MIGRATIONS, clock });
    expect(await store.countSubscribers()).toMatchObject({ active: 2 });
    await store.close();
  });

  it('refuses a database that a newer Fortnight wrote', async () => {
    const path = await populated();
    await openSqliteStore({
      path,
      migrationsFolder: laterMigrations(['0900_new', 'SELECT 1;']),
      clock,
    }).close();
    const failure = failureOf(opening(path, MIGRATIONS));
    expect(failure.code).toBe('refused');
    expect(failure.message).toContain('written by a newer Fortnight');
  });

  it('refuses a migration that was changed after it was applied, but for its line ends', async () => {
    const path = await populated();
    const folder = laterMigrations();
    const [first = ''] = tagsOf(folder);
    const file = join(folder, `${first}.sql`);
    const sql = readFileSync(file, 'utf8');
    writeFileSync(file, sql.replaceAll('\n', '\r\n'));
    await openSqliteStore({ path, migrationsFolder: folder, clock }).close();
    writeFileSync(file, `${sql}\n-- changed`);
    expect(failureOf(opening(path, folder))).toMatchObject({ code: 'refused' });
  });

  it('refuses a migration that comes before one already applied', () => {
    const path = join(temporaryFolder(), 'fortnight.db');
    const [a, b, c] = ['0000_a', '0001_b', '0002_c'].map((tag): [string, string] => [
      tag,
      `CREATE TABLE t${tag} (id);`,
    ]);
    if (a === undefined || b === undefined || c === undefined) throw new Error('three were made');
    const client = new Database(path);
    migrate(client, path, migrationsOf(a, c), clock);
    const failure = failureOf(() => migrate(client, path, migrationsOf(a, b, c), clock));
    client.close();
    expect(failure.code).toBe('refused');
    expect(failure.message).toContain('0001_b');
  });

  it('says so when the migrations themselves are missing', () => {
    const path = join(temporaryFolder(), 'fortnight.db');
    expect(failureOf(opening(path, temporaryFolder()))).toMatchObject({ code: 'configuration' });
  });
});

function schemaOf(path: string): unknown {
  const client = new Database(path, { readonly: true });
  const schema = client.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
  client.close();
  return schema;
}
