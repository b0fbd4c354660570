import type { Instant } from '../../core/clock.ts';
import { systemCodeOf } from '../../core/errors.ts';
import {
  decideImport,
  type ImportDecision,
  type Standing,
  standingAfter,
} from '../../domain/readers/import/decide-import.ts';
import {
  type ImportedReader,
  type ImportOutcome,
  NOTHING_IMPORTED,
  tallied,
} from '../../domain/readers/import/imported.ts';
import type { SubscriberStore } from '../subscriber-store.ts';
import { record } from './history.ts';
import { type Found, type Looking, lookUp, lookUpStrangers } from './import-look.ts';
import { type ImportChange, importWriter } from './import-write.ts';
import type { Session } from './session.ts';

type ImportVerbs = Pick<SubscriberStore, 'importSubscribers' | 'standingsOf'>;

/** Readers whom a list from elsewhere brings: those who said yes there, and those who left. */
export function importVerbs(session: Session): ImportVerbs {
  const look = lookUp(session);
  return {
    importSubscribers: importing(session, look),
    standingsOf: async (rows) => session.read(() => look(rows).map(({ standing }) => standing)),
  };
}

/**
 * A list from elsewhere mostly brings people whom nobody here knows, and to look each of them up costs as much as a third of writing them. So
 * they are taken for strangers until the index of addresses says otherwise: then the chunk is undone, and done again with everybody looked up.
 */
function importing(session: Session, look: Looking): SubscriberStore['importSubscribers'] {
  const strangers = lookUpStrangers(session, look);
  const write = importWriter(session);
  let areStrangers = true;
  return async (rows, at) => {
    if (areStrangers) {
      try {
        return session.write(() => importChunk(session, strangers(rows), write, rows, at));
      } catch (error) {
        if (systemCodeOf(error) !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
      }
    }
    return session.write(() => {
      const found = look(rows);
      areStrangers = found.every(({ reader }) => reader === null);
      return importChunk(session, found, write, rows, at);
    });
  };
}

/** For a connection that imports: nearly every row touches another page of the index of addresses, which is to stay in memory… */
const CACHE_KB = 40_960;
/** …and to be written back once for many chunks. In pages of 4 kB. */
const CHECKPOINT_PAGES = 20_000;

function importChunk(
  session: Session,
  found: readonly Found[],
  write: (changes: readonly ImportChange[], event: number, at: Instant) => void,
  rows: readonly ImportedReader[],
  at: Instant,
): readonly ImportOutcome[] {
  const decided = decideInTurn(rows, found);
  const outcomes = decided.map(({ decision }) => decision.outcome);
  const changes = decided.filter(({ decision }) => decision.reader !== null || decision.suppress !== null);
  // What changes nothing leaves no line in the history either.
  if (changes.length === 0) return outcomes;
  session.client.pragma(`cache_size = -${CACHE_KB}`);
  session.client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  const event = record(session, at, 'subscriber.imported', `${rows.length} rows`, detailOf(outcomes));
  write(changes, event, at);
  return outcomes;
}

/** An address that comes twice stands, the second time, as the first row has left it. */
function decideInTurn(rows: readonly ImportedReader[], found: readonly Found[]): readonly ImportChange[] {
  const standings = new Map<string, Standing>();
  return rows.map((row, index) => {
    const known = found[index];
    if (known === undefined) throw new Error('a row that was not looked up');
    const before = standings.get(row.addressHash) ?? known.standing;
    const decision: ImportDecision = decideImport(row, before);
    standings.set(row.addressHash, standingAfter(decision, row, before));
    return { row, known, decision };
  });
}

function detailOf(outcomes: readonly ImportOutcome[]): string {
  return Object.entries(tallied(NOTHING_IMPORTED, outcomes))
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${outcome} ${count}`)
    .join(', ');
}
