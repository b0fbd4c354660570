import Database from 'better-sqlite3';
import type { Instant } from '../../core/clock.ts';
import type { SlotDate, TopicId } from '../../domain/calendar/calendar.ts';
import type { MissReason, ScheduleFacts, SlotOutcome } from '../../domain/schedule/facts.ts';
import { explainDatabaseError } from './database-errors.ts';

/**
 * What the schedule needs to know, read from the database file without opening the store: no migration, no write, none
 * of the store's libraries, so that `check` and `plan` start at once. Null while the database is empty.
 * @throws AppError in words when the file cannot be used
 */
export function readFacts(path: string): ScheduleFacts | null {
  let client: Database.Database | null = null;
  try {
    client = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
    return hasTables(client) ? factsIn(client) : null;
  } catch (error) {
    throw explainDatabaseError(error, path);
  } finally {
    client?.close();
  }
}

function hasTables(client: Database.Database): boolean {
  return client.prepare("SELECT 1 FROM sqlite_master WHERE name = 'publications'").get() !== undefined;
}

function factsIn(client: Database.Database): ScheduleFacts {
  // One transaction, so that a publication in between cannot be half seen.
  return client.transaction(() => ({
    begunFrom: client.prepare<[], WatermarkRow>('SELECT date FROM watermark').get()?.date ?? null,
    slots: client
      .prepare<[], SlotRow>(
        `SELECT slots.date, outcome, miss_reason AS reason, topic
         FROM slots LEFT JOIN publications ON publications.slot = slots.date ORDER BY slots.date`,
      )
      .all()
      .map((row) => ({ date: row.date, outcome: outcomeOf(row) })),
    publications: client
      .prepare<[], PublicationRow>(
        // Not by its column, which a database of an older version does not have: who publishes records a mailing with it.
        `SELECT topic, slot, at, title, withdrawn_at IS NOT NULL AS withdrawn,
           NOT EXISTS (SELECT 1 FROM editions WHERE key = 'regular:' || publications.topic) AS earlier
         FROM publications ORDER BY at, topic`,
      )
      .all()
      .map(({ withdrawn, earlier, ...row }) => ({
        ...row,
        withdrawn: withdrawn === 1,
        ...(earlier === 1 ? { earlier: true } : {}),
      })),
  }))();
}

interface WatermarkRow {
  readonly date: SlotDate;
}

interface SlotRow {
  readonly date: SlotDate;
  readonly outcome: SlotOutcome['kind'];
  readonly reason: MissReason | null;
  readonly topic: TopicId | null;
}

interface PublicationRow {
  readonly topic: TopicId;
  readonly slot: SlotDate | null;
  readonly at: Instant;
  readonly title: string;
  readonly withdrawn: 0 | 1;
  readonly earlier: 0 | 1;
}

/** The table's own checks see to it that a published slot has a topic, and a missed one a reason. */
function outcomeOf({ outcome, reason, topic, date }: SlotRow): SlotOutcome {
  if (outcome === 'published' && topic !== null) return { kind: 'published', topic };
  if (outcome === 'missed' && reason !== null) return { kind: 'missed', reason };
  if (outcome === 'skipped') return { kind: 'skipped' };
  throw new Error(`the slot ${date} is ${outcome}, without its topic or reason`);
}
