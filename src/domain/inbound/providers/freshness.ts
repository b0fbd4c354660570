import { type Instant, MINUTE, SECOND } from '../../../core/clock.ts';

/** How far another machine's clock may be ahead of ours. */
const AHEAD = 5 * MINUTE;

/** Whether a time of signing lies in the last `age` milliseconds. Null, which is no time, does not. */
export function isFresh(signedAt: Instant | null, now: Instant, age: number): boolean {
  return signedAt !== null && signedAt <= now + AHEAD && signedAt >= now - age;
}

/** Whole seconds since 1970, as signed headers have them; null when it is none. */
export function secondsIn(text: string | null): Instant | null {
  return text !== null && /^\d{1,11}$/.test(text) ? Number(text) * SECOND : null;
}
