import type { Instant } from '../../core/clock.ts';
import { uniqueForm } from '../../core/email-address.ts';
import type { NewSubscriber, SubscriberStore } from '../subscriber-store.ts';
import { record } from './history.ts';
import type { Session } from './session.ts';

/** Readers who said yes elsewhere. */
export function importVerbs(session: Session): Pick<SubscriberStore, 'importSubscribers'> {
  const statements = importStatements(session);
  return {
    importSubscribers: async (rows, at) => session.write(() => importChunk(session, statements, rows, at)),
  };
}

/** A pending reader becomes active: the consent that the author has is what was still missing. */
function importChunk(
  session: Session,
  statements: ImportStatements,
  readers: readonly NewSubscriber[],
  at: Instant,
): { added: number; known: number; suppressed: number } {
  const rows = JSON.stringify(readers.map(importRow));
  const suppressed = statements.suppressed.get({ rows })?.rows ?? 0;
  const event = record(session, at, 'subscriber.imported', `${readers.length} rows`);
  const added = statements.add.run({ rows, at, event }).changes;
  statements.consents.run({ rows, event, at });
  const known = readers.length - suppressed - added;
  const detail = `added ${added}, known ${known}, suppressed ${suppressed}`;
  statements.describe.run({ event, detail });
  return { added, known, suppressed };
}

function importRow({ address, addressHash, name, consent }: NewSubscriber) {
  return { address, form: uniqueForm(address), hash: addressHash, name, ...consent };
}

type ImportStatements = ReturnType<typeof importStatements>;

function importStatements({ client }: Session) {
  return {
    suppressed: client.prepare<[{ rows: string }], { rows: number }>(
      `SELECT count(*) AS rows FROM json_each(:rows) j JOIN suppressions x ON x.address_hash = j.value ->> 'hash'`,
    ),
    add: client.prepare<[{ rows: string; at: Instant; event: number }]>(
      `INSERT INTO subscribers (address, unique_form, address_hash, name, state, state_at, created_at, active_since_event)
       SELECT j.value ->> 'address', j.value ->> 'form', j.value ->> 'hash', j.value ->> 'name', 'active', :at, :at, :event
       FROM json_each(:rows) j
       WHERE NOT EXISTS (SELECT 1 FROM suppressions x WHERE x.address_hash = j.value ->> 'hash')
       ORDER BY j.key
       ON CONFLICT (unique_form) DO UPDATE
         SET state = 'active', state_at = excluded.state_at, active_since_event = excluded.active_since_event
         WHERE state = 'pending'`,
    ),
    /** One for each reader that this chunk's event made active. */
    consents: client.prepare<[{ rows: string; event: number; at: Instant }]>(
      `INSERT INTO consents (subscriber_id, door, wording, form_version, at, confirmed_at)
       SELECT s.id, j.value ->> 'door', j.value ->> 'wording', j.value ->> 'formVersion', j.value ->> 'at', :at
       FROM json_each(:rows) j JOIN subscribers s ON s.unique_form = j.value ->> 'form'
       WHERE s.active_since_event = :event
       GROUP BY s.id`,
    ),
    describe: client.prepare<[{ event: number; detail: string }]>(
      'UPDATE events SET detail = :detail WHERE id = :event',
    ),
  };
}
