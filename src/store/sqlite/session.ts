import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { systemCodeOf } from '../../core/errors.ts';
import { explainDatabaseError } from './database-errors.ts';

/** One connection, and the two ways to use it. Rows and SQL stay in this folder. */
export interface Session {
  /** For statements that are prepared once, and those a query builder has no words for. */
  readonly client: Database.Database;
  /** For everything else. */
  readonly db: BetterSQLite3Database;
  /**
   * Runs `work` as one transaction that holds the write lock from its start: two writers queue up and neither reads
   * what the other is about to change. `work` is synchronous; when it throws, nothing happened.
   */
  write<T>(work: () => T): T;
  /** Runs `work` on one consistent picture of the database. */
  read<T>(work: () => T): T;
}

/** How long a writer waits for another process's transaction before it gives up. */
const BUSY_TIMEOUT_MS = 5_000;
const WAL_RETRY_MS = 20;

/**
 * Opens the file and sets what the ledger relies on. Durable means `synchronous = FULL`: in WAL mode better-sqlite3 goes
 * down to NORMAL by itself, which may lose the last commits when the power fails.
 */
export function connect(path: string): Database.Database {
  const client = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    switchToWal(client);
    client.pragma('synchronous = FULL');
    client.pragma('foreign_keys = ON');
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/**
 * The first switch of a new file takes a lock for which SQLite does not wait, whatever the timeout says: of several processes that
 * open it at once, all but one are told "busy". Later ones find it done, which needs no lock.
 */
function switchToWal(client: Database.Database): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += WAL_RETRY_MS) {
    try {
      client.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (systemCodeOf(error) !== 'SQLITE_BUSY' || waited >= BUSY_TIMEOUT_MS) throw error;
      Atomics.wait(pause, 0, 0, WAL_RETRY_MS);
    }
  }
}

/** A session over an open connection. Failures of the disk or the file become an `AppError` of code `unavailable`. */
export function sessionOver(client: Database.Database, path: string): Session {
  return {
    client,
    db: drizzle(client),
    write: (work) => explained(path, () => client.transaction(work).immediate()),
    read: (work) => explained(path, () => client.transaction(work).deferred()),
  };
}

function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainDatabaseError(error, path);
  }
}
