import type { LocalDate } from '../../core/zoned-time.ts';
import { addDays, daysBetween } from '../../core/zoned-time.ts';
import type { Cadence } from './calendar.ts';

/** Whether a date is anchor + every·k, k >= 0. */
export function isOnGrid({ anchor, everyDays }: Cadence, date: LocalDate): boolean {
  return date >= anchor && daysBetween(anchor, date) % everyDays === 0;
}

/** Whether a date is a publishing day: on the grid, or extra. Skipped days are publishing days too. */
export function isPublishingDay(cadence: Cadence, date: LocalDate): boolean {
  return isOnGrid(cadence, date) || cadence.extra.includes(date);
}

/** Why nothing comes out on a publishing day, or null. */
export function dayOff({ skip, pauseUntil }: Cadence, date: LocalDate): 'skip' | 'pause' | null {
  if (pauseUntil !== null && date < pauseUntil) return 'pause';
  return skip.some(({ from, to }) => from <= date && date <= to) ? 'skip' : null;
}

/** The grid dates on either side of a date; one alone before the anchor. */
export function gridDatesAround({ anchor, everyDays }: Cadence, date: LocalDate): readonly LocalDate[] {
  if (date < anchor) return [anchor];
  const before = addDays(date, -(daysBetween(anchor, date) % everyDays));
  return [before, addDays(before, everyDays)];
}
