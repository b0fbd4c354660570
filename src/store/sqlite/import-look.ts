import type { Instant } from '../../core/clock.ts';
import { uniqueForm } from '../../core/email-address.ts';
import { type Standing, UNKNOWN } from '../../domain/readers/import/decide-import.ts';
import type { ImportedReader } from '../../domain/readers/import/imported.ts';
import type { SubscriberId, SuppressionReason } from '../../domain/readers/subscriber.ts';
import type { Session } from './session.ts';

/** What there is about the address of a row. */
export interface Found {
  readonly standing: Standing;
  /** Null when nobody has the address. */
  readonly reader: { readonly id: SubscriberId; readonly since: Instant } | null;
}

const NOBODY: Found = { standing: UNKNOWN, reader: null };

/** Looks up how the addresses of a chunk stand: three questions, however many rows. */
export function lookUp(session: Session): (rows: readonly ImportedReader[]) => readonly Found[] {
  const statements = lookStatements(session);
  return (rows) => {
    const forms = JSON.stringify(rows.map(({ address }) => uniqueForm(address)));
    const hashes = JSON.stringify(rows.map(({ addressHash }) => addressHash));
    const readers = byIndex(statements.readers.all({ forms }));
    const suppressions = byIndex(statements.suppressions.all({ hashes }));
    const confirmations = confirmedBy(statements, rows, readers);
    return rows.map((_, index) => {
      const reader = readers.get(index);
      const suppression = suppressions.get(index)?.reason ?? null;
      if (reader === undefined) return suppression === null ? NOBODY : excluded(suppression);
      const { id, since, state: kind } = reader;
      const confirmedAt = confirmations.get(id) ?? null;
      return { standing: { reader: { kind, confirmedAt }, suppression }, reader: { id, since } };
    });
  };
}

function excluded(suppression: SuppressionReason): Found {
  return { standing: { reader: null, suppression }, reader: null };
}

/** Asked only for readers whom the list would take away. */
function confirmedBy(
  statements: LookStatements,
  rows: readonly ImportedReader[],
  readers: ReadonlyMap<number, ReaderFound>,
): ReadonlyMap<SubscriberId, Instant> {
  const ids = [...readers.values()]
    .filter(({ index, state }) => state === 'active' && takesAway(rows[index]))
    .map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const confirmed = statements.confirmations.all({ ids: JSON.stringify(ids) });
  return new Map(confirmed.map(({ id, at }) => [id, at]));
}

function takesAway(row: ImportedReader | undefined): boolean {
  return row !== undefined && (row.state?.kind === 'unsubscribed' || row.suppression !== null);
}

interface ReaderFound {
  readonly index: number;
  readonly id: SubscriberId;
  readonly state: 'pending' | 'active' | 'unsubscribed';
  readonly since: Instant;
}

interface SuppressionFound {
  readonly index: number;
  readonly reason: SuppressionReason;
}

type LookStatements = ReturnType<typeof lookStatements>;

/**
 * Who has left and has only asked to return counts as having left: anybody can type their address into the form, and no list may turn that
 * into a yes. CROSS JOIN keeps SQLite from walking through a table once for each row of the chunk.
 */
function lookStatements({ client }: Session) {
  return {
    readers: client.prepare<[{ forms: string }], ReaderFound>(
      `SELECT j.key AS "index", s.id, s.state_at AS since,
         iif(s.state = 'pending' AND s.left_at IS NOT NULL, 'unsubscribed', s.state) AS state
       FROM json_each(:forms) j CROSS JOIN subscribers s ON s.unique_form = j.value`,
    ),
    suppressions: client.prepare<[{ hashes: string }], SuppressionFound>(
      `SELECT j.key AS "index", x.reason
       FROM json_each(:hashes) j CROSS JOIN suppressions x ON x.address_hash = j.value`,
    ),
    confirmations: client.prepare<[{ ids: string }], { id: SubscriberId; at: Instant }>(
      `SELECT j.value AS id, max(c.confirmed_at) AS at
       FROM json_each(:ids) j CROSS JOIN consents c ON c.subscriber_id = j.value
       WHERE c.door <> 'import' AND c.confirmed_at IS NOT NULL
       GROUP BY j.value`,
    ),
  };
}

function byIndex<Row extends { readonly index: number }>(rows: readonly Row[]): ReadonlyMap<number, Row> {
  return new Map(rows.map((row) => [row.index, row]));
}
