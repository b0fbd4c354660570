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
  /** Writes what `revision` does not count: the many small steps of a sender, who knows of them. */
  writeAside<T>(work: () => T): T;
  /** Runs `work` on one consistent picture of the database. */
  read<T>(work: () => T): T;
  /** See `Store.revision`. Costs microseconds. */
  revision(): number;
  /** `ask` as one read, whose answer is kept until the database changes: for what is asked for again and again and changes once a week. */
  kept<T>(ask: () => T): () => T;
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
  const read = <T>(work: () => T): T => explained(path, () => client.transaction(work).deferred());
  const write = <T>(work: () => T): T => explained(path, () => client.transaction(work).immediate());
  const { revision, aside } = revisionOf(client, path);
  return {
    client,
    db: drizzle(client),
    write,
    writeAside: (work) => aside(() => write(work)),
    read,
    revision,
    kept: <T>(ask: () => T) => {
      let known: { readonly at: number; readonly answer: T } | null = null;
      return () => {
        // Read first: what changes in between is asked for once more, and never missed.
        const at = revision();
        if (known?.at !== at) known = { at, answer: read(ask) };
        return known.answer;
      };
    },
  };
}

/** What is prepared once for each connection, at first use: building a statement takes longer than running it. */
export function preparedOnce<Statements>(
  prepare: (session: Session) => Statements,
): (session: Session) => Statements {
  const known = new WeakMap<Session, Statements>();
  return (session) => {
    const found = known.get(session) ?? prepare(session);
    known.set(session, found);
    return found;
  };
}

/** SQLite counts the rows that this connection changed, and gives another `data_version` after any other connection's commit. */
function revisionOf(client: Database.Database, path: string) {
  const changes = client.prepare<[], number>('SELECT total_changes()').pluck();
  const version = client.prepare<[], number>('PRAGMA data_version').pluck();
  let notCounted = 0;
  let known = { own: -1, others: -1, revision: 0 };
  return {
    revision: (): number =>
      explained(path, () => {
        const now = { own: (changes.get() ?? 0) - notCounted, others: version.get() ?? 0 };
        if (now.own !== known.own || now.others !== known.others)
          known = { ...now, revision: known.revision + 1 };
        return known.revision;
      }),
    aside: <T>(work: () => T): T => {
      const before = changes.get() ?? 0;
      try {
        return work();
      } finally {
        notCounted += (changes.get() ?? 0) - before;
      }
    },
  };
}

function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainDatabaseError(error, path);
  }
}
