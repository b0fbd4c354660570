import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What differs from reader to reader; everything else is as with the first, whom the program itself wrote. */
const OWN = {
  id: ':first + n',
  address: `'reader-' || n || '@example.org'`,
  unique_form: `'reader-' || n || '@example.org'`,
  address_hash: `printf('%064x', n)`,
};

/**
 * Fills a workspace's database with readers, by SQL: importing a million on the command line takes minutes.
 * @param {string} root a workspace with one reader at least
 * @param {number} count how many there shall be
 */
export function fillReaders(root, count) {
  const db = new Database(join(root, 'data', 'fortnight.db'));
  db.pragma('synchronous = OFF');
  const { first, there } = db.prepare('SELECT min(id) AS first, count(*) AS there FROM subscribers').get();
  const columns = db.pragma('table_info(subscribers)').map(({ name }) => name);
  const values = columns.map((name) => OWN[name] ?? `s.${name}`);
  db.prepare(
    `WITH RECURSIVE numbers (n) AS (SELECT :there UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count)
     INSERT INTO subscribers (${columns.join(', ')}) SELECT ${values.join(', ')} FROM numbers, subscribers s WHERE s.id = :first`,
  ).run({ first, there, count });
  db.close();
}
