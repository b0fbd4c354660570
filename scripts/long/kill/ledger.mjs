import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Milliseconds. A reader never waits for a writer; only the recovery after a kill is waited for. */
const PATIENCE = 2_000;

/** The database of a workspace. */
export function databaseOf(root) {
  return join(root, 'data', 'fortnight.db');
}

/**
 * Asks the ledger on one consistent picture, without writing. The connection lives no longer than the question: one that stayed open would
 * spare the program the recovery that follows a kill.
 */
export function askLedger(root, question) {
  const db = new Database(databaseOf(root), { readonly: true, timeout: PATIENCE });
  try {
    return db.transaction(() => question(db)).deferred();
  } finally {
    db.close();
  }
}

/** @returns {{ subject: string, key: string, state: string, audience: number, counts: Record<string, number> }[]} every edition's sum */
export function sums(db) {
  const editions = db.prepare('SELECT id, subject, key, state, audience FROM editions ORDER BY id').all();
  const count = db.prepare(
    'SELECT state, count(*) AS rows FROM deliveries WHERE edition_id = ? GROUP BY state',
  );
  return editions.map(({ id, ...edition }) => ({
    ...edition,
    counts: Object.fromEntries(count.all(id).map(({ state, rows }) => [state, rows])),
  }));
}

/** @returns {IterableIterator<{ subject: string, address: string, state: string }>} every delivery */
export function deliveries(db) {
  return db
    .prepare(
      `SELECT e.subject, s.address, d.state FROM deliveries d
       JOIN editions e ON e.id = d.edition_id JOIN subscribers s ON s.id = d.subscriber_id ORDER BY d.id`,
    )
    .iterate();
}

/** The process that holds the lease, by its id; null when nobody does. */
export function leaseHolder(db) {
  const holder = db.prepare('SELECT holder FROM lease').pluck().get();
  return typeof holder === 'string' ? Number(holder.split(':').at(-2)) : null;
}

/** What is wrong with the sums; nothing when every audience is what its states add up to. */
export function sumFaults(editions) {
  return editions.flatMap(({ key, audience, counts }) => {
    const total = Object.values(counts).reduce((sum, rows) => sum + rows, 0);
    return total === audience ? [] : [`${key} has an audience of ${audience} and ${total} deliveries`];
  });
}

/** How many deliveries of all editions are in these states. */
export function countOf(editions, ...states) {
  return editions.reduce(
    (sum, { counts }) => sum + states.reduce((rows, state) => rows + (counts[state] ?? 0), 0),
    0,
  );
}
