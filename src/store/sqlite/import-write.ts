import type { Instant } from '../../core/clock.ts';
import { uniqueForm } from '../../core/email-address.ts';
import type { ImportDecision } from '../../domain/readers/import/decide-import.ts';
import type { ImportedReader } from '../../domain/readers/import/imported.ts';
import type { SubscriberId, SuppressionReason } from '../../domain/readers/subscriber.ts';
import { record } from './history.ts';
import type { Found } from './import-look.ts';
import { type Cells, insertion } from './insertion.ts';
import { endFollowings } from './series.ts';
import type { Session } from './session.ts';

export interface ImportChange {
  readonly row: ImportedReader;
  readonly known: Found;
  readonly decision: ImportDecision;
}

type Writing = (changes: readonly ImportChange[], event: number, at: Instant) => void;

/** Writes what was decided about a chunk, inside the caller's transaction. `event` is the chunk's own line in the history. */
export function importWriter(session: Session): Writing {
  const statements = writeStatements(session);
  return (changes, event, at) => {
    const addedAs = addReaders(statements, changes, event, at);
    const idOf = ({ row, known }: ImportChange): SubscriberId | undefined =>
      known.reader?.id ?? addedAs(row.addressHash);
    const having = (reader: ImportDecision['reader']) =>
      changes.filter(({ decision }) => decision.reader === reader);
    for (const change of having('activate')) activate(statements, idOf(change), change.row, event, at);
    // Last: who leaves stays away, also when another row of the chunk has added them.
    for (const change of having('leave')) leave(session, statements, idOf(change), change, at);
    for (const change of changes) suppress(session, statements, idOf(change), change, event, at);
  };
}

/** In the order of the list, so that the table only grows at its end. */
function addReaders(
  statements: WriteStatements,
  changes: readonly ImportChange[],
  event: number,
  at: Instant,
): (addressHash: string) => SubscriberId | undefined {
  const added = changes.filter(({ decision }) => decision.reader === 'add').map(({ row }) => row);
  const first = (statements.lastId.get() ?? 0) + 1;
  statements.add(added.map((row, index) => readerRow(row, first + index, event, at)));
  statements.consent(added.flatMap((row, index) => consentRow(row, first + index)));
  let ids: ReadonlyMap<string, SubscriberId> | null = null;
  return (addressHash) => {
    ids ??= new Map(added.map((row, index) => [row.addressHash, (first + index) as SubscriberId]));
    return ids.get(addressHash);
  };
}

/** In the order of the statement `add`. */
function readerRow(row: ImportedReader, id: number, event: number, at: Instant): Cells {
  const { address, addressHash, name, state, createdAt } = row;
  if (state === null) throw new Error('a reader is only made of a row that says how the reader stands');
  const since = state.at ?? at;
  const created = Math.min(createdAt ?? at, since);
  const [leftAt, leftHow] = state.kind === 'unsubscribed' ? [since, state.how] : [null, null];
  const activeSince = state.kind === 'active' ? event : null;
  const form = uniqueForm(address);
  return [id, address, form, addressHash, name, state.kind, since, created, leftAt, leftHow, activeSince];
}

/** For the statement `consent`: a row or none. Who has left is kept without one: to us they never agreed. */
function consentRow({ state, consent, confirmedAt }: ImportedReader, id: number): readonly Cells[] {
  if (state === null || state.kind === 'unsubscribed') return [];
  const confirmed = state.kind === 'active' ? (confirmedAt ?? consent.at) : null;
  const { door, wording, formVersion, at } = consent;
  return [[id, door, wording, formVersion, at, confirmed]];
}

function activate(
  statements: WriteStatements,
  id: SubscriberId | undefined,
  row: ImportedReader,
  event: number,
  at: Instant,
): void {
  if (id === undefined) throw new Error('nobody to activate');
  statements.activate.run({ id, event, at });
  statements.consent(consentRow(row, id));
}

/** Someone who waits for a confirmation asked us after leaving there, unless the list gives a later date: their link still works. */
function leave(
  session: Session,
  statements: WriteStatements,
  id: SubscriberId | undefined,
  { row, known }: ImportChange,
  at: Instant,
): void {
  if (id === undefined) throw new Error('nobody to let go');
  const event = record(session, at, 'subscriber.unsubscribed', id, 'import');
  const { reader, standing } = known;
  const undated = reader !== null && standing.reader?.kind === 'pending' ? reader.since - 1 : at;
  statements.leave.run({ id, event, leftAt: row.state?.at ?? undated });
  endFollowings(session, id, event, at);
}

function suppress(
  session: Session,
  { suppress: write }: WriteStatements,
  id: SubscriberId | undefined,
  { row, decision }: ImportChange,
  event: number,
  at: Instant,
): void {
  if (decision.suppress === null) return;
  const { suppress: reason } = decision;
  const own = id === undefined ? event : record(session, at, 'suppression.added', id, reason);
  write.run({ hash: row.addressHash, reason, at: row.suppression?.at ?? at, event: own });
}

type WriteStatements = ReturnType<typeof writeStatements>;

function writeStatements({ client }: Session) {
  return {
    /** AUTOINCREMENT never gives an id twice, and goes on after those that are given here. */
    lastId: client.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'subscribers'`).pluck(),
    add: insertion(
      client,
      `subscribers (id, address, unique_form, address_hash, name, state, state_at, created_at,
         left_at, left_how, active_since_event)`,
    ),
    consent: insertion(client, 'consents (subscriber_id, door, wording, form_version, at, confirmed_at)'),
    activate: client.prepare<[{ id: SubscriberId; event: number; at: Instant }]>(
      `UPDATE subscribers SET state = 'active', state_at = :at, active_since_event = :event
       WHERE id = :id AND state = 'pending'`,
    ),
    /** Who had never been active has nothing to come back to. */
    leave: client.prepare<[{ id: SubscriberId; event: number; leftAt: Instant }]>(
      `UPDATE subscribers SET state = 'unsubscribed', state_at = :leftAt, left_at = :leftAt, left_how = 'import',
         active_since_event = iif(state = 'active', active_since_event, NULL),
         active_until_event = iif(state = 'active', :event, active_until_event)
       WHERE id = :id`,
    ),
    /** The address has been suppressed since the first reason: that is what an audience is judged by. */
    suppress: client.prepare<[{ hash: string; reason: SuppressionReason; at: Instant; event: number }]>(
      `INSERT INTO suppressions (address_hash, reason, at, event) VALUES (:hash, :reason, :at, :event)
       ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason, at = excluded.at`,
    ),
  };
}
