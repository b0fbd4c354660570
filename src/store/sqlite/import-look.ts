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

export type Looking = (rows: readonly ImportedReader[]) => readonly Found[];

/** Looks up how the addresses of a chunk stand. */
export function lookUp(session: Session): Looking {
  const statements = lookStatements(session);
  return (rows) => {
    // One by one: prepared once, that is quicker than to hand the chunk over as JSON and have it taken apart.
    const readers = rows.map(({ address }) => statements.reader.get(uniqueForm(address)));
    const suppressions = rows.map(({ addressHash }) => statements.suppression.get(addressHash));
    const confirmations = confirmedBy(statements, rows, readers);
    return rows.map((_, index) => {
      const reader = readers[index];
      const suppression = suppressions[index] ?? null;
      if (reader === undefined) return suppression === null ? NOBODY : excluded(suppression);
      const { id, since, state: kind } = reader;
      const confirmedAt = confirmations.get(id) ?? null;
      return { standing: { reader: { kind, confirmedAt }, suppression }, reader: { id, since } };
    });
  };
}

/**
 * As `look`, for rows of which readers are made whom the index of addresses does not let in twice: they count as unknown without a look. Addresses that
 * must not be mailed are looked up all the same, and those of rows of which no reader is made.
 */
export function lookUpStrangers(session: Session, look: Looking): Looking {
  const { suppression } = lookStatements(session);
  return (rows) => {
    const doubtful = rows.filter(
      ({ state, addressHash }) => state === null || suppression.get(addressHash) !== undefined,
    );
    if (doubtful.length === 0) return rows.map(() => NOBODY);
    const found = look(doubtful);
    const known = new Map(doubtful.map(({ addressHash }, index) => [addressHash, found[index] ?? NOBODY]));
    return rows.map(({ addressHash }) => known.get(addressHash) ?? NOBODY);
  };
}

function excluded(suppression: SuppressionReason): Found {
  return { standing: { reader: null, suppression }, reader: null };
}

/** Asked only for readers whom the list would take away. */
function confirmedBy(
  statements: LookStatements,
  rows: readonly ImportedReader[],
  readers: readonly (ReaderFound | undefined)[],
): ReadonlyMap<SubscriberId, Instant> {
  const ids = readers.flatMap((reader, index) =>
    reader?.state === 'active' && takesAway(rows[index]) ? [reader.id] : [],
  );
  if (ids.length === 0) return new Map();
  const confirmed = statements.confirmations.all({ ids: JSON.stringify(ids) });
  return new Map(confirmed.map(({ id, at }) => [id, at]));
}

function takesAway(row: ImportedReader | undefined): boolean {
  return row !== undefined && (row.state?.kind === 'unsubscribed' || row.suppression !== null);
}

interface ReaderFound {
  readonly id: SubscriberId;
  readonly state: 'pending' | 'active' | 'unsubscribed';
  readonly since: Instant;
}

type LookStatements = ReturnType<typeof lookStatements>;

/**
 * Who has left and has only asked to return counts as having left: anybody can type their address into the form, and no list may turn that
 * into a yes. CROSS JOIN keeps SQLite from walking through a table once for each row of the chunk.
 */
function lookStatements({ client }: Session) {
  return {
    reader: client.prepare<[string], ReaderFound>(
      `SELECT id, state_at AS since, iif(state = 'pending' AND left_at IS NOT NULL, 'unsubscribed', state) AS state
       FROM subscribers WHERE unique_form = ?`,
    ),
    suppression: client
      .prepare<[string], SuppressionReason>('SELECT reason FROM suppressions WHERE address_hash = ?')
      .pluck(),
    confirmations: client.prepare<[{ ids: string }], { id: SubscriberId; at: Instant }>(
      `SELECT j.value AS id, max(c.confirmed_at) AS at
       FROM json_each(:ids) j CROSS JOIN consents c ON c.subscriber_id = j.value
       WHERE c.door <> 'import' AND c.confirmed_at IS NOT NULL
       GROUP BY j.value`,
    ),
  };
}
