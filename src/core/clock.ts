/** An instant: milliseconds since 1970-01-01T00:00:00Z. Wall time exists only together with a named zone (`zoned-time.ts`). */
export type Instant = number;

/** Reads an instant as RFC 3339 writes it, with seconds and an offset or Z. Null when it is none. */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

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
