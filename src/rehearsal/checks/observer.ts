import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { wishesIn } from './observed-wishes.ts';

/** One delivery as the database has it. */
export interface DeliveryRow {
  readonly id: number;
  readonly edition: number;
  readonly subscriber: number;
  readonly state: string;
  readonly attempts: number;
  readonly epoch: number | null;
  readonly address: string | null;
}

/** A delivery under way, with what should have kept it from being begun. */
export interface SendingRow extends DeliveryRow {
  readonly readerState: string;
  readonly suppressed: number;
}

/**
 * Reads the database beside the application, with statements of its own: a check that asked the application's store would believe its mistakes.
 */
export type Observer = ReturnType<typeof openObserver>;

export function openObserver(path: string) {
  const client = new Database(path, { readonly: true });
  const statements = prepare(client);
  return {
    close: () => void client.close(),
    /** A number that is another one after each commit that changed something. */
    version: () => statements.version.get()?.data_version ?? 0,
    sending: () => statements.sending.all(),
    delivery: (id: number) => statements.delivery.get(id) ?? null,
    /** Of these deliveries those that are not uncertain any more. */
    settledOf: (ids: readonly number[]) =>
      ids.length === 0 ? [] : statements.settledOf.all(JSON.stringify(ids)),
    deliveryTo: (edition: number, subscriber: number) =>
      statements.deliveryTo.get(edition, subscriber) ?? null,
    deliveriesOf: (edition: number) => statements.deliveriesOf.iterate(edition),
    /** Editions whose rows are not as many as their audience. */
    wrongSums: () => statements.wrongSums.all(),
    completeButWaiting: () => statements.completeButWaiting.all(),
    /** Published slots that were recorded before their instant, or so much later. */
    earlySlots: () => statements.earlySlots.all(),
    lateSlots: (catchUp: number) => statements.lateSlots.all(catchUp),
    epoch: () => statements.epoch.get()?.epoch ?? 0,
    editions: () => statements.editions.all(),
    /** Ids of those whose deliveries are not all ended. */
    openEditions: () => statements.openEditions.all().map(({ id }) => id),
    /** The post that a regular or series edition brings; null for the others, which may name one that came before. */
    postOf: (edition: number) => statements.postOf.get(edition)?.topic ?? null,
    /** The post that a correction is about; null for other kinds. */
    correctedBy: (edition: number) => statements.correctedBy.get(edition)?.topic ?? null,
    /** The editions that bring a post to its readers. */
    editionsOf: (topic: string) => statements.editionsOf.all(topic).map(({ id }) => id),
    ...wishesIn(client),
    /** A mail to one person, by its number. */
    singleMail: (mail: number) => statements.singleMail.get(mail) ?? { what: 'unknown', subscriber: null },
    isRepeatable: (mail: number) => statements.repeatable.get(mail)?.repeatable === 1,
    /** When the send loop has something to do; null: nothing waits. */
    nextDue: () => statements.nextDue.get()?.due ?? null,
    eventsOf: (kind: string) => statements.eventsOf.all(kind),
    digest: () => digest(client),
  };
}

interface EditionRow {
  readonly id: number;
  readonly key: string;
  readonly topic: string | null;
  readonly state: string;
  readonly subject: string;
}

const DELIVERY = `SELECT d.id, d.edition_id AS edition, d.subscriber_id AS subscriber, d.state, d.attempts, d.epoch, s.address
  FROM deliveries d JOIN subscribers s ON s.id = d.subscriber_id`;

function prepare(client: Database.Database) {
  return {
    version: client.prepare<[], { data_version: number }>('PRAGMA data_version'),
    sending: client.prepare<[], SendingRow>(
      `SELECT d.id, d.edition_id AS edition, d.subscriber_id AS subscriber, d.state, d.attempts, d.epoch, s.address,
         s.state AS readerState,
         EXISTS (SELECT 1 FROM suppressions x WHERE x.address_hash = s.address_hash) AS suppressed
       FROM editions e CROSS JOIN deliveries d ON d.edition_id = e.id JOIN subscribers s ON s.id = d.subscriber_id
       WHERE d.state = 'sending' ORDER BY +d.id`,
    ),
    delivery: client.prepare<[number], DeliveryRow>(`${DELIVERY} WHERE d.id = ?`),
    settledOf: client.prepare<[string], DeliveryRow>(
      `${DELIVERY} JOIN json_each(?) j ON j.value = d.id WHERE d.state <> 'uncertain'`,
    ),
    deliveryTo: client.prepare<[number, number], DeliveryRow>(
      `${DELIVERY} WHERE d.edition_id = ? AND d.subscriber_id = ?`,
    ),
    deliveriesOf: client.prepare<[number], DeliveryRow>(
      `${DELIVERY} WHERE d.edition_id = ? ORDER BY d.subscriber_id`,
    ),
    wrongSums: client.prepare<[], { key: string; audience: number; rows: number }>(
      `SELECT * FROM (
         SELECT e.key, e.audience, (SELECT count(*) FROM deliveries d WHERE d.edition_id = e.id) AS rows
         FROM editions e WHERE e.state NOT IN ('complete', 'cancelled'))
       WHERE audience <> rows`,
    ),
    completeButWaiting: client.prepare<[], { key: string; state: string }>(
      `SELECT e.key, d.state FROM editions e JOIN deliveries d ON d.edition_id = e.id
       WHERE e.state = 'complete' AND d.state IN ('queued', 'sending', 'deferred') LIMIT 3`,
    ),
    earlySlots: client.prepare<[], { date: string }>(
      'SELECT date FROM slots WHERE recorded_at < instant LIMIT 3',
    ),
    lateSlots: client.prepare<[number], { date: string }>(
      `SELECT date FROM slots WHERE outcome = 'published' AND recorded_at - instant > ? LIMIT 3`,
    ),
    epoch: client.prepare<[], { epoch: number }>('SELECT epoch FROM lease'),
    editions: client.prepare<[], EditionRow>(
      'SELECT id, key, topic, state, subject FROM editions ORDER BY id',
    ),
    postOf: client.prepare<[number], { topic: string | null }>(
      "SELECT topic FROM editions WHERE id = ? AND kind IN ('regular', 'series')",
    ),
    correctedBy: client.prepare<[number], { topic: string | null }>(
      "SELECT topic FROM editions WHERE id = ? AND kind = 'correction'",
    ),
    editionsOf: client.prepare<[string], { id: number }>(
      "SELECT id FROM editions WHERE topic = ? AND kind IN ('regular', 'series')",
    ),
    openEditions: client.prepare<[], { id: number }>(
      "SELECT id FROM editions WHERE state IN ('opening', 'open')",
    ),
    repeatable: client.prepare<[number], { repeatable: number }>(
      'SELECT repeatable FROM single_mails WHERE id = ?',
    ),
    singleMail: client.prepare<[number], { what: string; subscriber: number | null }>(
      `SELECT content ->> 'kind' AS what, subscriber_id AS subscriber FROM single_mails WHERE id = ?`,
    ),
    nextDue: client.prepare<[], { due: number | null }>(
      `SELECT min(due) AS due FROM (
         SELECT min(due_at) AS due FROM deliveries d JOIN editions e ON e.id = d.edition_id
           WHERE d.state = 'deferred' AND e.state = 'open'
         UNION ALL
         SELECT 0 FROM editions e WHERE e.state = 'open'
           AND EXISTS (SELECT 1 FROM deliveries d WHERE d.edition_id = e.id AND d.state IN ('queued', 'sending'))
         UNION ALL
         SELECT min(coalesce(due_at, 0)) FROM single_mails WHERE state IN ('queued', 'sending', 'deferred'))`,
    ),
    eventsOf: client.prepare<[string], { at: number; subject: string; detail: string | null }>(
      'SELECT at, subject, detail FROM events WHERE kind = ? ORDER BY id',
    ),
  };
}

/** Tables of the database itself, and the one whose only text names this machine. */
const APART = new Set(['applied_migrations', 'sqlite_sequence', 'lease']);

/** SHA-256 over every row of every table, in hex: two runs of one seed end with the same. */
function digest(client: Database.Database): string {
  const hash = createHash('sha256');
  const tables = client
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  for (const table of tables) {
    if (APART.has(table)) continue;
    hash.update(`${table}\n`);
    // Who took the lease is a name of this machine.
    const rows = `SELECT * FROM "${table}" ${table === 'events' ? "WHERE kind <> 'lease.taken'" : ''} ORDER BY rowid`;
    for (const row of client.prepare<[], unknown[]>(rows).raw().iterate())
      hash.update(JSON.stringify(row)).update('\n');
  }
  return hash.digest('hex');
}
