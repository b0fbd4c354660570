/** An instant: milliseconds since 1970-01-01T00:00:00Z. Wall time exists only together with a named zone (`zoned-time.ts`). */
export type Instant = number;

/** The one source of "now". Everything that depends on time takes a Clock or an Instant, never the host's clock. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved: for tests, the demo and rehearsals. */
export class VirtualClock implements Clock {
  #now: Instant;

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** Moves to an instant, forwards or backwards. */
  set(instant: Instant): void {
    this.#now = instant;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
