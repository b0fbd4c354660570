import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { connect } from '../../../src/store/sqlite/session.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin } from '../../support/ledger-turns.ts';
import { migrationsOf } from '../../support/migration-folders.ts';
import {
  editionAt,
  frozenContent,
  MIGRATIONS,
  T0,
  takeLease,
  temporaryFolder,
} from '../../support/stores.ts';

/** What the first version may have left behind: every state, a post on its way, and a dead worker's lease. */
const FILLING = `
INSERT INTO publications (topic, at, offset, zone_data, title, summary, track, tags, markdown)
  VALUES ('raft-1', 1, 'Z', '2025c', 'Raft', 'S', 'T', '[]', 'M'), ('raft-2', 2, 'Z', '2025c', 'More', 'S', 'T', '[]', 'M');
INSERT INTO editions (id, kind, key, topic, published_at, subject, state, state_at, cut_off, cursor, audience)
  VALUES (3, 'regular', 'regular:raft-1', 'raft-1', 1, 'Raft', 'open', 77, 1, 9, 7);
INSERT INTO editions (id, kind, key, topic, published_at, subject, state, state_at, approved_at, approved_hash, send_now)
  VALUES (5, 'regular', 'regular:raft-2', 'raft-2', 2, 'More', 'pending', 2, 4, 'c0ffee', 1);
INSERT INTO edition_contents (edition_id, subject, html, text, hash) VALUES (3, 'Raft', '<p>', 't', 'h');
INSERT INTO subscribers (id, address, unique_form, address_hash, state, state_at, created_at, active_since_event)
  SELECT value, 'r' || value || '@example.org', 'r' || value || '@example.org', 'h' || value, 'active', 1, 1, 0
  FROM json_each('[1,2,3,4,5,6,7]');
INSERT INTO consents (subscriber_id, door, wording, form_version, at) SELECT id, 'form', 'Yes', '1', 1 FROM subscribers;
INSERT INTO deliveries
  (id, edition_id, subscriber_id, topic, state, state_at, due_at, fail_reason, skip_reason, reply, attempts, first_begun_at, epoch)
VALUES
  (11, 3, 1, 'raft-1', 'queued', 1, NULL, NULL, NULL, NULL, 0, NULL, NULL),
  (12, 3, 2, 'raft-1', 'sending', 2, NULL, NULL, NULL, NULL, 1, 2, 1),
  (13, 3, 3, 'raft-1', 'sent', 3, NULL, NULL, NULL, '250 Ok', 1, 2, 1),
  (14, 3, 4, 'raft-1', 'deferred', 4, ${T0}, NULL, NULL, '451', 2, 2, 1),
  (15, 3, 5, 'raft-1', 'failed', 5, NULL, 'refused', NULL, '550', 1, 2, 1),
  (16, 3, 6, 'raft-1', 'skipped', 6, NULL, NULL, 'unsubscribed', NULL, 0, NULL, NULL),
  (19, 3, 7, 'raft-1', 'uncertain', 7, NULL, NULL, NULL, NULL, 1, 2, 1);
INSERT INTO single_mails (key, to_address, content, repeatable, state, state_at, created_at)
  VALUES ('k', 'author@example.org', '{"kind":"notice","notice":{"subject":"s","paragraphs":[],"links":[]}}', 1, 'queued', 1, 1);
INSERT INTO lease (id, holder, epoch, until) VALUES (1, 'dead', 1, 5);`;

const clock = { now: () => T0 };

/** A database as the first version made and filled it, opened by this one. */
function upgraded(): Store {
  const path = join(temporaryFolder(), 'fortnight.db');
  const sql = readFileSync(join(MIGRATIONS, '0000_start.sql'), 'utf8');
  const client = connect(path);
  migrate(client, path, migrationsOf(['0000_start', sql]), clock);
  client.exec(FILLING);
  client.close();
  const store = openSqliteStore({ path, migrationsFolder: MIGRATIONS, clock });
  onTestFinished(() => store.close());
  return store;
}

it('keeps the ledger row by row', async () => {
  const store = upgraded();
  const { id } = await editionAt(store);
  expect(await store.ledger(id)).toEqual({
    audience: 7,
    queued: 1,
    sending: 1,
    deferred: 1,
    sent: 1,
    failed: 1,
    skipped: 1,
    uncertain: 1,
  });
  const rows = await store.deliveries(id, null, null, 10);
  expect(rows.map((row) => [row.id, row.subscriber, row.attempts, row.state])).toEqual([
    [11, 1, 0, { kind: 'queued' }],
    [12, 2, 1, { kind: 'sending', since: 2 }],
    [13, 3, 1, { kind: 'sent', at: 3, reply: '250 Ok' }],
    [14, 4, 2, { kind: 'deferred', until: T0, reply: '451' }],
    [15, 5, 1, { kind: 'failed', at: 5, reason: 'refused', reply: '550' }],
    [16, 6, 0, { kind: 'skipped', at: 6, reason: 'unsubscribed' }],
    [19, 7, 1, { kind: 'uncertain', since: 7 }],
  ]);
});

it('keeps the editions, and knows when they were opened', async () => {
  const store = upgraded();
  expect(await editionAt(store)).toMatchObject({
    id: 3,
    state: { kind: 'open', since: 77 },
    openedAt: 77,
    test: false,
  });
  expect(await editionAt(store, 'regular:raft-2')).toMatchObject({
    id: 5,
    state: { kind: 'pending' },
    approved: { at: 4, hash: 'c0ffee' },
    sendNow: true,
    openedAt: null,
  });
  expect(await store.frozenContent((await editionAt(store)).id)).toMatchObject({ hash: 'h' });
  expect(await store.countMails()).toMatchObject({ queued: 1 });
});

it('goes on where the first version stopped', async () => {
  const store = upgraded();
  const { id } = await editionAt(store);
  const epoch = await takeLease(store);
  expect(epoch).toBe(2);
  expect((await begin(store, id, 9, epoch, T0)).map((begun) => begun.id)).toEqual([11, 14]);
  expect(await store.ledger(id)).toMatchObject({ audience: 7, sending: 2, uncertain: 2 });
});

it('gives new rows ids after those of the old ones', async () => {
  const store = upgraded();
  const next = await editionAt(store, 'regular:raft-2');
  await store.freezeEdition(next.id, frozenContent(), T0);
  while (!(await store.openDeliveries(next.id, 100, T0)).open);
  expect((await store.deliveries(next.id, null, null, 1))[0]?.id).toBe(20);
});

it('leaves no column that took its own name for its value', () => {
  const path = join(temporaryFolder(), 'fortnight.db');
  const sql = readFileSync(join(MIGRATIONS, '0000_start.sql'), 'utf8');
  const client = new Database(path);
  migrate(client, path, migrationsOf(['0000_start', sql]), clock);
  client.exec(FILLING);
  migrate(client, path, MIGRATIONS, clock);
  for (const table of ['editions', 'deliveries', 'single_mails']) {
    const rows = client.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
    expect(rows.length).toBeGreaterThan(0);
    const astray = rows.flatMap((row) => Object.entries(row).filter(([name, value]) => name === value));
    expect(astray).toEqual([]);
  }
  client.close();
});
