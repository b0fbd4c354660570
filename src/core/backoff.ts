import { HOUR, MINUTE } from './clock.ts';

/** Waits after the first, second… temporary failure; every later wait is like the last. */
const STEPS = [1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 4 * HOUR] as const;
const LAST_STEP = 4 * HOUR;

/** How far a wait may be from its step, either way, so that a refused list does not come back all at once. */
const JITTER = 0.2;

/**
 * How long to wait after the given attempt failed for now, in milliseconds: 1, 5, 15, 60, 240 min, then 4 h each time, ±20 %.
 * `attempt` counts from 1; `random` gives a number in [0, 1) and is asked once.
 */
export function retryDelay(attempt: number, random: () => number): number {
  const step = STEPS[Math.max(1, attempt) - 1] ?? LAST_STEP;
  return Math.round(step * (1 - JITTER + 2 * JITTER * random()));
}
