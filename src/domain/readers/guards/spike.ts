import { DAY, HOUR, type Instant, MINUTE } from '../../../core/clock.ts';

/** Sign-ups are counted in stretches of ten minutes. */
const STRETCH = 10 * MINUTE;
/** The latest stretches, which are looked at for a spike: between 50 and 60 minutes. */
const WINDOW_STRETCHES = 6;
/** What is usual is learnt from so long before. */
const USUAL_DAYS = 14;
/** How many times the usual is a spike. */
const SPIKE_FACTOR = 10;
/** Everybody who confirms speaks for so many who have yet to look into their mail. */
const VOUCHED_FOR = 2;

/** What came in within one stretch of time. */
export interface SignUpStretch {
  /** Instant divided by `STRETCH`. */
  readonly stretch: number;
  /** Confirmation mails written. */
  readonly asked: number;
  readonly confirmed: number;
}

export interface SignUpTrend {
  /** Asked and not confirmed within the last hour. */
  readonly unconfirmed: number;
  /** The same in an average hour of the two weeks before. */
  readonly usual: number;
  /** More unconfirmed ones than this are a spike. */
  readonly limit: number;
}

export function stretchOf(at: Instant): number {
  return Math.floor(at / STRETCH);
}

/** The first stretch that still says anything: those before can be forgotten. */
export function firstStretchThatCounts(now: Instant): number {
  return stretchOf(now) - (USUAL_DAYS * DAY) / STRETCH;
}

/** The first stretch of the hour that is looked at for a spike. */
export function firstStretchOfWindow(now: Instant): number {
  return stretchOf(now) - WINDOW_STRETCHES + 1;
}

/**
 * How many sign-ups wait for a confirmation, against what is usual.
 * @param floor so many are never a spike
 */
export function signUpTrend(stretches: readonly SignUpStretch[], floor: number, now: Instant): SignUpTrend {
  const [from, first] = [firstStretchOfWindow(now), firstStretchThatCounts(now)];
  const recent = stretches.filter(({ stretch }) => stretch >= from);
  const before = stretches.filter(({ stretch }) => stretch >= first && stretch < from);
  const usual = sum(before, unconfirmedIn) / (((from - first) * STRETCH) / HOUR);
  const confirmed = sum(recent, (one) => one.confirmed);
  return {
    // Over the whole hour: who asked in one stretch confirms in the next.
    unconfirmed: Math.max(0, sum(recent, (one) => one.asked) - confirmed),
    usual,
    limit: Math.max(floor, Math.ceil(SPIKE_FACTOR * usual)) + VOUCHED_FOR * confirmed,
  };
}

export function isSpike({ unconfirmed, limit }: SignUpTrend): boolean {
  return unconfirmed > limit;
}

/** A pause of every door, because of a spike. */
export interface SignUpPause {
  readonly at: Instant;
  readonly until: Instant;
  /** What the spike was: `unconfirmed` sign-ups where `usual` an hour are. */
  readonly unconfirmed: number;
  readonly usual: number;
}

const SHORTEST_PAUSE = HOUR;
const LONGEST_PAUSE = DAY;

/** The pause that a spike causes: an hour, and twice as long as the last one when that ended less than a day ago; a day at most. */
export function pauseFor(trend: SignUpTrend, last: SignUpPause | null, now: Instant): SignUpPause {
  const isAgain = last !== null && now - last.until < DAY;
  const length = isAgain ? Math.min(LONGEST_PAUSE, 2 * (last.until - last.at)) : SHORTEST_PAUSE;
  const { unconfirmed, usual } = trend;
  return { at: now, until: now + Math.max(SHORTEST_PAUSE, length), unconfirmed, usual };
}

/** Whether the doors are shut now. One that a clock far ahead has written is none: it would keep them shut for ever. */
export function isShut(pause: SignUpPause | null, now: Instant): pause is SignUpPause {
  return pause !== null && now < pause.until && pause.until - now <= LONGEST_PAUSE;
}

function unconfirmedIn({ asked, confirmed }: SignUpStretch): number {
  return Math.max(0, asked - confirmed);
}

function sum(stretches: readonly SignUpStretch[], of: (one: SignUpStretch) => number): number {
  return stretches.reduce((total, one) => total + of(one), 0);
}
