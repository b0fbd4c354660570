import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { begin } from '../../support/ledger-turns.ts';
import { addActiveReaders, openEdition, openTestStore, T0, takeLease } from '../../support/stores.ts';

/** Opens the file beside the store, as somebody with a SQL prompt would. */
async function ledgerFile(): Promise<Database.Database> {
  const { store, path } = await openTestStore();
  await addActiveReaders(store, ['alice@example.org', 'anna@example.org']);
  const { id } = await openEdition(store);
  await begin(store, id, 1, await takeLease(store), T0);
  await store.close();
  const client = new Database(path);
  client.pragma('foreign_keys = ON');
  return client;
}

describe('the database itself refuses', () => {
  it.each([
    [
      'a second delivery of an edition to a reader',
      'INSERT INTO deliveries (edition_id, subscriber_id, state, state_at) VALUES (1, 1, $q, 0)',
    ],
    [
      'a second delivery of a post to a reader',
      "INSERT INTO deliveries (edition_id, subscriber_id, topic, state, state_at) VALUES (2, 1, 'raft-1', $q, 0)",
    ],
    ['an unknown delivery state', "UPDATE deliveries SET state = 'lost'"],
    [
      'a message sent without having been begun',
      "UPDATE deliveries SET state = 'sent' WHERE state = 'queued'",
    ],
    ['a failure without a reason', "UPDATE deliveries SET state = 'failed'"],
    ['a delay without an end', "UPDATE deliveries SET state = 'deferred'"],
    ['an unknown edition state', "UPDATE editions SET state = 'sent'"],
    ['a missed slot without a reason', "UPDATE slots SET outcome = 'missed'"],
    ['the same slot twice', 'INSERT INTO slots SELECT * FROM slots'],
    [
      'a second edition of the same key',
      "INSERT INTO editions (kind, key, published_at, subject, state, state_at) VALUES ('regular', 'regular:raft-1', 0, '', 'pending', 0)",
    ],
    ['an active reader without an address', 'UPDATE subscribers SET address = NULL'],
    ['two readers of one address', "UPDATE subscribers SET unique_form = 'alice@example.org'"],
    ['forgetting a reader whom the ledger counts', 'DELETE FROM subscribers'],
    ['a second key of addresses', "INSERT INTO address_key (id, mark) VALUES (2, 'm')"],
    ['a key of addresses without a mark', 'INSERT INTO address_key (id) VALUES (1)'],
    ['a second lease', 'INSERT INTO lease (id, epoch, until) VALUES (2, 1, 0)'],
  ])('%s', async (_, sql) => {
    const client = await ledgerFile();
    client.exec(
      "INSERT INTO editions (id, kind, key, topic, published_at, subject, state, state_at) VALUES (2, 'series', 'series:raft-1', 'raft-1', 0, '', 'pending', 0)",
    );
    expect(() => client.exec(sql.replace('$q', "'queued'"))).toThrow(/constraint failed/);
    client.close();
  });
});
