import { addDays, daysBetween, type LocalDate } from '../../core/zoned-time.ts';
import type { Cadence } from './calendar.ts';

/** The grid dates on either side of a date; one alone before the anchor. */
export function gridDatesAround({ anchor, everyDays }: Cadence, date: LocalDate): readonly LocalDate[] {
  if (date < anchor) return [anchor];
  const before = addDays(date, -(daysBetween(anchor, date) % everyDays));
  return [before, addDays(before, everyDays)];
}
