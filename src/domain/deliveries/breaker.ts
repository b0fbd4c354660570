import { type Instant, MINUTE, SECOND } from '../../core/clock.ts';
import type { RelayFault } from './decide.ts';
import type { RelayTrouble } from './relay-record.ts';

/** How a relay has behaved lately, and whether it is used. Begins anew with the process; what it holds against us is kept in the store. */
export interface Breaker {
  /** It has answered a message since it was last in doubt: so it may be given as many as it takes. */
  readonly proven: boolean;
  /** How many answers were heard since it was last in doubt, or stopped an edition. */
  readonly heard: number;
  /** The faults among the last `MEMORY` of those, newest last: mostly none, so that an answer costs nothing. */
  readonly faults: readonly HeardFault[];
  /** Connection faults in a row. */
  readonly inARow: number;
  /** How often it was left alone without an answer in between. */
  readonly rests: number;
  readonly trouble: RelayTrouble | null;
}

/** What an answer held against us, and which in the row of answers it was. */
interface HeardFault {
  readonly number: number;
  readonly kind: RelayFault['kind'];
}

/** What is to be done about a relay after an attempt. */
export interface BreakerDecision {
  readonly breaker: Breaker;
  /** Set when the edition must not go on without the author: most would be refused alike. */
  readonly pause: string | null;
}

const MEMORY = 200;
/** A relay is in doubt from so many connection faults in a row… */
const FAULTS_IN_A_ROW = 5;
/** …or when at least so many of the last answers were one, and this share of them. */
const FAULTS = 10;
const FAULTY_SHARE = 0.5;
/** The edition stops when at least so many were refused as a matter of policy, and this share of the last answers. */
const POLICY_REFUSALS = 5;
const POLICY_SHARE = 0.2;
/** How long a relay is left alone the first time; twice as long each time after. */
const FIRST_REST = 30 * SECOND;
const LONGEST_REST = 15 * MINUTE;

/**
 * A relay of which nothing is known but what was written down. One in trouble is asked again at once: whoever starts anew has
 * perhaps mended the password.
 */
export function newBreaker(trouble: RelayTrouble | null): Breaker {
  const over = trouble === null ? null : { ...trouble, until: trouble.at };
  return { proven: false, ...NOTHING_HEARD, inARow: 0, rests: 0, trouble: over };
}

/**
 * How many messages may be under way through a relay that keeps `full` connections busy: none while it is left alone, one while it
 * has to prove itself, so that a wrong password meets one message and not a list.
 */
export function roomThrough(breaker: Breaker, full: number, now: Instant): number {
  if (isResting(breaker, now)) return 0;
  return breaker.proven ? full : Math.min(full, 1);
}

/** Takes in what one attempt said. Never burns through a list: see the constants above for when it stops. */
export function hear(before: Breaker, fault: RelayFault | null, now: Instant): BreakerDecision {
  const breaker = { ...before, ...remember(before, fault) };
  if (fault === null) {
    return { breaker: { ...breaker, proven: true, inARow: 0, rests: 0, trouble: null }, pause: null };
  }
  if (fault.kind === 'policy') {
    const answered = { ...breaker, proven: true, inARow: 0, rests: 0 };
    return isShareOf(breaker, 'policy', POLICY_REFUSALS, POLICY_SHARE)
      ? { breaker: { ...answered, ...NOTHING_HEARD }, pause: fault.detail }
      : { breaker: answered, pause: null };
  }
  const inARow = before.inARow + 1;
  const doubtful =
    fault.kind !== 'connection' ||
    !before.proven ||
    inARow >= FAULTS_IN_A_ROW ||
    isShareOf(breaker, 'connection', FAULTS, FAULTY_SHARE);
  if (!doubtful) return { breaker: { ...breaker, inARow }, pause: null };
  return { breaker: { ...rested(breaker, { ...fault, kind: fault.kind }, now), inARow }, pause: null };
}

type LineFault = RelayFault & { readonly kind: Exclude<RelayFault['kind'], 'policy'> };

function rested(breaker: Breaker, fault: LineFault, now: Instant): Breaker {
  // Those that were under way when the first of them failed are no news.
  if (isResting(breaker, now)) return breaker;
  const rest = Math.min(FIRST_REST * 2 ** breaker.rests, LONGEST_REST);
  const trouble = { kind: fault.kind, detail: fault.detail, at: now, until: now + rest };
  return { ...breaker, proven: false, ...NOTHING_HEARD, rests: breaker.rests + 1, trouble };
}

/** An end further off than the longest rest was written by a clock that has gone back since: nobody waits for that. */
function isResting({ trouble }: Breaker, now: Instant): boolean {
  return trouble !== null && now < trouble.until && trouble.until - now <= LONGEST_REST;
}

type Memory = Pick<Breaker, 'heard' | 'faults'>;

const NOTHING_HEARD: Memory = { heard: 0, faults: [] };

function remember({ heard: before, faults }: Memory, fault: RelayFault | null): Memory {
  const heard = before + 1;
  const isRecent = ({ number }: HeardFault): boolean => number > heard - MEMORY;
  const kept = faults.every(isRecent) ? faults : faults.filter(isRecent);
  return { heard, faults: fault === null ? kept : [...kept, { number: heard, kind: fault.kind }] };
}

function isShareOf(
  { heard, faults }: Memory,
  kind: HeardFault['kind'],
  least: number,
  share: number,
): boolean {
  const count = faults.filter((fault) => fault.kind === kind).length;
  return count >= least && count >= share * Math.min(heard, MEMORY);
}
