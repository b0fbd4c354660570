import { eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import { givenBack, type RelayUse, UNUSED_RELAY } from '../../domain/deliveries/relay-allowance.ts';
import type { RelayId, RelayRecord, RelayTrouble } from '../../domain/deliveries/relay-record.ts';
import type { RelayStore } from '../relay-store.ts';
import { record } from './history.ts';
import { required } from './rows.ts';
import { type RelayKey, relays } from './schema/relays.ts';
import type { Session } from './session.ts';

/** What is known of relays. */
export function relayVerbs(session: Session): RelayStore {
  const rows = relayRows(session);
  return {
    relayRecords: async () => session.read(() => session.db.select().from(relays).all().map(recordOf)),
    noteRelayTrouble: async (id, trouble, at) => session.write(() => note(session, rows, id, trouble, at)),
  };
}

/** The rows of relays, by prepared statements, for use inside the caller's transaction. */
export interface RelayRows {
  find(id: RelayId): { readonly key: RelayKey; readonly use: RelayUse } | null;
  add(id: RelayId): RelayKey;
  save(key: RelayKey, use: RelayUse): void;
  /** Gives back what was begun then and came back unsent. */
  giveBack(key: RelayKey, begunAt: Instant): void;
}

interface UseColumns {
  readonly tokens: number;
  readonly tokensAt: Instant;
  readonly hourStart: Instant;
  readonly hourUsed: number;
  readonly dayStart: Instant;
  readonly dayUsed: number;
  readonly firstUsedAt: Instant | null;
}

const USE_COLUMNS = `id AS "key", tokens, tokens_at AS tokensAt, hour_start AS hourStart, hour_used AS hourUsed,
  day_start AS dayStart, day_used AS dayUsed, first_used_at AS firstUsedAt`;

export function relayRows({ client }: Session): RelayRows {
  type Row = UseColumns & { readonly key: RelayKey };
  const byAccount = client.prepare<[RelayId], Row>(`SELECT ${USE_COLUMNS} FROM relays WHERE account = ?`);
  const byKey = client.prepare<[RelayKey], Row>(`SELECT ${USE_COLUMNS} FROM relays WHERE id = ?`);
  const insert = client.prepare<[UseColumns & { account: RelayId }], { id: RelayKey }>(
    `INSERT INTO relays (account, tokens, tokens_at, hour_start, hour_used, day_start, day_used, first_used_at)
     VALUES (:account, :tokens, :tokensAt, :hourStart, :hourUsed, :dayStart, :dayUsed, :firstUsedAt) RETURNING id`,
  );
  const update = client.prepare<[Row]>(
    `UPDATE relays SET tokens = :tokens, tokens_at = :tokensAt, hour_start = :hourStart, hour_used = :hourUsed,
       day_start = :dayStart, day_used = :dayUsed, first_used_at = :firstUsedAt WHERE id = :key`,
  );
  return {
    find: (id) => {
      const row = byAccount.get(id);
      return row === undefined ? null : { key: row.key, use: useOf(row) };
    },
    add: (account) =>
      required(insert.get({ account, ...columnsOf(UNUSED_RELAY) }), 'the row just written').id,
    save: (key, use) => {
      update.run({ key, ...columnsOf(use) });
    },
    giveBack: (key, begunAt) => {
      const row = byKey.get(key);
      if (row !== undefined) update.run({ key, ...columnsOf(givenBack(useOf(row), begunAt)) });
    },
  };
}

function columnsOf({ rate, hour, day, firstUsedAt }: RelayUse): UseColumns {
  return {
    tokens: rate.tokens,
    tokensAt: rate.at,
    hourStart: hour.start,
    hourUsed: hour.used,
    dayStart: day.start,
    dayUsed: day.used,
    firstUsedAt,
  };
}

function useOf(row: UseColumns): RelayUse {
  return {
    rate: { tokens: row.tokens, at: row.tokensAt },
    hour: { start: row.hourStart, used: row.hourUsed },
    day: { start: row.dayStart, used: row.dayUsed },
    firstUsedAt: row.firstUsedAt,
  };
}

type RelayRow = typeof relays.$inferSelect;

function recordOf(row: RelayRow): RelayRecord {
  return { id: row.account, ...useOf(row), trouble: troubleOf(row) };
}

function troubleOf({ troubleKind, troubleDetail, troubleAt, troubleUntil }: RelayRow): RelayTrouble | null {
  if (troubleKind === null || troubleDetail === null || troubleAt === null || troubleUntil === null)
    return null;
  return { kind: troubleKind, detail: troubleDetail, at: troubleAt, until: troubleUntil };
}

/** The history names a relay by its row: an account may hold an address. */
function note(
  session: Session,
  rows: RelayRows,
  id: RelayId,
  trouble: RelayTrouble | null,
  at: Instant,
): void {
  const known = session.db.select().from(relays).where(eq(relays.account, id)).get();
  if (known === undefined && trouble === null) return;
  const key = known?.id ?? rows.add(id);
  const columns = {
    troubleKind: trouble?.kind ?? null,
    troubleDetail: trouble?.detail ?? null,
    troubleAt: trouble?.at ?? null,
    troubleUntil: trouble?.until ?? null,
  };
  session.db.update(relays).set(columns).where(eq(relays.id, key)).run();
  const before = known?.troubleKind ?? null;
  if (columns.troubleKind === before) return;
  if (trouble === null) record(session, at, 'relay.recovered', key, before);
  else record(session, at, 'relay.trouble', key, trouble.kind);
}
