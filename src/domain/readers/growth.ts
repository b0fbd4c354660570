import { DAY, type Instant } from '../../core/clock.ts';

/** What one UTC day brought and took. `day`: its number since 1970-01-01. */
export interface DayCount {
  readonly day: number;
  readonly joined: number;
  readonly left: number;
}

export type Period = 'month' | 'fortnight';

export interface Growth {
  /** `2026-12`, or the first day of the fortnight. */
  readonly name: string;
  readonly joined: number;
  readonly left: number;
  /** Readers at its end. */
  readonly readers: number;
}

/** A Monday: 1970-01-05. */
const FIRST_MONDAY = 4;

/**
 * The periods from the first reader to now, empty ones as well. Months and days are those of UTC.
 * @param days in their order
 */
export function growthOf(days: readonly DayCount[], by: Period, now: Instant): readonly Growth[] {
  const [first] = days;
  if (first === undefined) return [];
  const sums = new Map<string, { joined: number; left: number }>();
  const last = Math.max(Math.floor(now / DAY), days.at(-1)?.day ?? 0);
  for (let day = first.day; day <= last; day += 1) sums.set(nameOf(day, by), { joined: 0, left: 0 });
  for (const { day, joined, left } of days) {
    const sum = sums.get(nameOf(day, by));
    if (sum === undefined) continue;
    sum.joined += joined;
    sum.left += left;
  }
  let readers = 0;
  return [...sums].map(([name, { joined, left }]) => {
    readers += joined - left;
    return { name, joined, left, readers };
  });
}

function nameOf(day: number, by: Period): string {
  if (by === 'month') return isoDate(day).slice(0, 7);
  return isoDate(day - ((((day - FIRST_MONDAY) % 14) + 14) % 14));
}

function isoDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
