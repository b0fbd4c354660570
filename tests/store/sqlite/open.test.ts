import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { explainDatabaseError } from '../../../src/store/sqlite/database-errors.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { connect, sessionOver } from '../../../src/store/sqlite/session.ts';
import { slotVerbs } from '../../../src/store/sqlite/slots.ts';
import {
  addPendingReader,
  MIGRATIONS,
  newPublication,
  openTestStore,
  T0,
  temporaryFolder,
} from '../../support/stores.ts';

function openingFails(path: string): unknown {
  try {
    openSqliteStore({ path, migrationsFolder: MIGRATIONS });
  } catch (error) {
    return error;
  }
  throw new Error('it opened');
}

describe('opening a SQLite store', () => {
  it('sets what the ledger relies on', () => {
    const client = connect(join(temporaryFolder(), 'fortnight.db'));
    expect(client.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(client.pragma('synchronous', { simple: true })).toBe(2);
    expect(client.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(client.pragma('busy_timeout', { simple: true })).toBe(5_000);
    client.close();
  });

  it('makes the folder it is asked to live in', async () => {
    const path = join(temporaryFolder(), 'data', 'deep', 'fortnight.db');
    await openSqliteStore({ path, migrationsFolder: MIGRATIONS }).close();
    expect(new Database(path, { fileMustExist: true }).close().open).toBe(false);
  });

  it('remembers everything when it is opened anew', async () => {
    const subject = await openTestStore();
    await subject.store.publish(newPublication());
    const store = await subject.reopen();
    expect((await store.publications())[0]?.title).toBe('Raft, part 1');
  });

  it('refuses a file that is no database', () => {
    const path = join(temporaryFolder(), 'fortnight.db');
    writeFileSync(path, 'A file that somebody put here, long enough to have a header of its own.'.repeat(20));
    expect(openingFails(path)).toMatchObject({
      code: 'unavailable',
      help: expect.stringContaining('elsewhere'),
    });
  });

  it("refuses another program's database, and leaves it as it is", () => {
    const path = join(temporaryFolder(), 'fortnight.db');
    new Database(path).exec('CREATE TABLE songs (title text)').close();
    expect(openingFails(path)).toMatchObject({ code: 'refused' });
    const client = new Database(path);
    expect(client.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'songs' }]);
    client.close();
  });

  it('explains a data folder that is a file', () => {
    const file = join(temporaryFolder(), 'data');
    writeFileSync(file, '');
    expect(openingFails(join(file, 'fortnight.db'))).toMatchObject({ code: 'unavailable' });
  });

  it('explains a data folder that cannot be written', (context) => {
    if (process.getuid?.() === 0) context.skip('root may write everywhere');
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    expect(openingFails(join(folder, 'fortnight.db'))).toMatchObject({ code: 'unavailable' });
  });

  it('explains a full disk as a failure that undid the step, and passes on what is a bug', () => {
    const full = explainDatabaseError(
      new Database.SqliteError('database or disk is full', 'SQLITE_FULL'),
      'a.db',
    );
    expect(full).toBeInstanceOf(AppError);
    expect(full).toMatchObject({ code: 'unavailable', message: expect.stringContaining('the disk is full') });
    const bug = new TypeError('undefined is not a function');
    expect(explainDatabaseError(bug, 'a.db')).toBe(bug);
  });
});

describe('a full disk', () => {
  it('undoes the step, says so in words, and leaves the store usable', async () => {
    const { store, path } = await openTestStore();
    await store.close();
    const client = connect(path);
    client.pragma(`max_page_count = ${client.pragma('page_count', { simple: true })}`);
    const verbs = slotVerbs(sessionOver(client, path));
    const tooMuch = verbs.rememberCalendar('x'.repeat(1_000_000), T0);
    await expect(tooMuch).rejects.toMatchObject({
      code: 'unavailable',
      message: `cannot use the database ${path}: the disk is full`,
    });
    await verbs.rememberCalendar('{}', T0);
    expect(await verbs.lastCalendar()).toBe('{}');
    client.close();
  });
});

describe('two stores on one file', () => {
  it('publish a topic once', async () => {
    const { store, another } = await openTestStore();
    expect(await store.publish(newPublication())).toBe('recorded');
    expect(await another().publish(newPublication())).toBe('already-recorded');
  });

  it('see what the other wrote', async () => {
    const { store, another } = await openTestStore();
    const other = another();
    const bob = await addPendingReader(store, 'bob@example.org');
    expect((await other.subscriberById(bob))?.address).toBe('bob@example.org');
  });
});
