import type { Instant } from '../../core/clock.ts';
import { dayOf, firstDayThatCounts, mayBeMailed } from '../../domain/readers/guards/confirmation-limit.ts';
import {
  firstStretchOfWindow,
  firstStretchThatCounts,
  isShut,
  isSpike,
  pauseFor,
  type SignUpPause,
  type SignUpStretch,
  type SignUpTrend,
  signUpTrend,
  stretchOf,
} from '../../domain/readers/guards/spike.ts';
import type { GuardStore } from '../guard-store.ts';
import { record } from './history.ts';
import type { Session } from './session.ts';

type GuardVerbs = Pick<GuardStore, 'signUpTrend' | 'signUpPause' | 'openDoors'>;

/** Whether all doors are shut, and by the author's word open again. */
export function guardVerbs(session: Session): GuardVerbs {
  const guards = guardRows(session);
  return {
    signUpTrend: async (floor, at) => session.read(() => guards.trend(floor, at)),
    signUpPause: async () => session.read(guards.pause),
    openDoors: async (at) => session.write(() => guards.open(at)),
  };
}

export type GuardRows = ReturnType<typeof guardRows>;

/** The guards' rows, for use inside a transaction. */
export function guardRows(session: Session) {
  const statements = guardStatements(session);
  const before = usualStretches(statements);
  const pause = (): SignUpPause | null => statements.pause.get() ?? null;
  const trend = (floor: number, at: Instant): SignUpTrend =>
    signUpTrend(
      [...before(at), ...statements.stretches.all(firstStretchOfWindow(at), stretchOf(at))],
      floor,
      at,
    );

  /** Marks that an address is mailed a confirmation now. False, and no mark, when it may not be. */
  const markMailed = (addressHash: string, at: Instant): boolean => {
    const today = dayOf(at);
    const days = statements.days.all(addressHash, firstDayThatCounts(today));
    if (!mayBeMailed(days, today)) return false;
    statements.mark.run(addressHash, today);
    statements.count.run({ stretch: stretchOf(at), asked: 1, confirmed: 0 });
    return true;
  };

  /** What is counted here is no part of what is usual, and is not seen again when the doors open. */
  const shutIfSpike = (floor: number, at: Instant): void => {
    const seen = trend(floor, at);
    if (!isSpike(seen)) return;
    const shut = pauseFor(seen, pause(), at);
    statements.shut.run(shut);
    statements.clear.run(firstStretchOfWindow(at));
    record(session, at, 'doors.shut', 'sign-ups', `${shut.unconfirmed} unconfirmed within an hour`);
  };

  const open = (at: Instant): boolean => {
    const last = pause();
    if (!isShut(last, at)) return false;
    statements.shut.run({ ...last, until: at });
    record(session, at, 'doors.opened', 'sign-ups');
    return true;
  };

  return {
    trend,
    pause,
    open,
    markMailed,
    shutIfSpike,
    countConfirmed: (at: Instant): void =>
      void statements.count.run({ stretch: stretchOf(at), asked: 0, confirmed: 1 }),
  };
}

/** What is usual changes with the stretch: it is read once in ten minutes, not for each of a thousand sign-ups a second. */
function usualStretches(statements: GuardStatements): (at: Instant) => readonly SignUpStretch[] {
  let known: { readonly from: number; readonly rows: readonly SignUpStretch[] } | null = null;
  return (at) => {
    const from = firstStretchOfWindow(at);
    if (known?.from !== from)
      known = { from, rows: statements.stretches.all(firstStretchThatCounts(at), from - 1) };
    return known.rows;
  };
}

type GuardStatements = ReturnType<typeof guardStatements>;

function guardStatements({ client }: Session) {
  return {
    days: client
      .prepare<[string, number], number>(
        'SELECT day FROM confirmation_days WHERE address_hash = ? AND day >= ?',
      )
      .pluck(),
    mark: client.prepare<[string, number]>('INSERT INTO confirmation_days (address_hash, day) VALUES (?, ?)'),
    count: client.prepare<[SignUpStretch]>(
      `INSERT INTO sign_up_stretches (stretch, asked, confirmed) VALUES (:stretch, :asked, :confirmed)
       ON CONFLICT (stretch) DO UPDATE SET asked = asked + excluded.asked, confirmed = confirmed + excluded.confirmed`,
    ),
    stretches: client.prepare<[number, number], SignUpStretch>(
      'SELECT stretch, asked, confirmed FROM sign_up_stretches WHERE stretch BETWEEN ? AND ?',
    ),
    clear: client.prepare<[number]>('DELETE FROM sign_up_stretches WHERE stretch >= ?'),
    pause: client.prepare<[], SignUpPause>('SELECT at, until, unconfirmed, usual FROM sign_up_pause'),
    shut: client.prepare<[SignUpPause]>(
      `INSERT INTO sign_up_pause (id, at, until, unconfirmed, usual) VALUES (1, :at, :until, :unconfirmed, :usual)
       ON CONFLICT (id) DO UPDATE
         SET at = excluded.at, until = excluded.until, unconfirmed = excluded.unconfirmed, usual = excluded.usual`,
    ),
  };
}
