import Database from 'better-sqlite3';

/** Active readers in several domains, straight into the table; an import would spend its time on consents and hashes. */
export function addReaders(path, count, at) {
  const client = new Database(path);
  client.pragma('synchronous = OFF');
  client
    .prepare(
      `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
       INSERT INTO subscribers (address, unique_form, address_hash, state, state_at, created_at, active_since_event)
       SELECT address, address, printf('%08x%056x', n * 2654435761 % 4294967296, n), 'active', :at, :at, 0
       FROM (SELECT n, 'reader' || n || '@mail' || (n % 50) || '.example' AS address FROM numbers)`,
    )
    .run({ count, at });
  client.close();
}

/** Editions of the past, complete, with a row for each reader. */
export function addPast(path, editions, at) {
  const client = new Database(path);
  client.pragma('synchronous = OFF');
  client.pragma('cache_size = -200000');
  const edition = client.prepare(
    `INSERT INTO editions (kind, key, published_at, subject, state, state_at, cut_off, cursor, audience)
     VALUES ('announcement', :key, :at, 'Past', 'complete', :at, 1, 1, (SELECT count(*) FROM subscribers))`,
  );
  const rows = client.prepare(
    `INSERT INTO deliveries (edition_id, subscriber_id, topic, state, state_at, reply, attempts, first_begun_at, epoch)
     SELECT :id, id, :topic, 'sent', :at, '250 2.0.0 Ok: queued as ' || printf('%010X', id), 1, :at, 1 FROM subscribers ORDER BY id`,
  );
  for (let number = 1; number <= editions; number += 1) {
    const id = edition.run({ key: `past:${number}`, at }).lastInsertRowid;
    rows.run({ id, topic: `past-topic-${number}`, at });
  }
  client.close();
}
