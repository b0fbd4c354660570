import type { Instant } from '../../core/clock.ts';
import {
  addDays,
  daysBetween,
  instantOf,
  type LocalDate,
  parseLocalDate,
  wallClock,
} from '../../core/zoned-time.ts';
import type { Cadence, SlotDate } from '../calendar/calendar.ts';

/** Why a publishing day publishes nothing: the author's `skip`, or `pause_until`. */
export type Skipped = false | 'skip' | 'paused';

/** A publishing day with its moment, computed when needed and never stored as intent. */
export interface Slot {
  readonly date: SlotDate;
  readonly instant: Instant;
  /** UTC offset in force at `instant`, e.g. `-08:00`. */
  readonly offset: string;
  readonly skipped: Skipped;
}

/**
 * Every publishing day later than `after` (null: from the first), ascending, skipped ones included: the tick passes
 * them too. Lazy, and starts anywhere without walking from the anchor; ends only with the year 9999, so bound it.
 */
export function* slotsAfter(cadence: Cadence, after: LocalDate | null): Generator<Slot> {
  const days = merged(gridDaysAfter(cadence, after), extraDaysAfter(cadence, after));
  for (const date of days) yield slotOn(cadence, date);
}

/**
 * The publishing days later than `after` on which something may come out. Closed stretches of the grid are stepped
 * over whole, so a calendar that skips the next thousand years still answers at once.
 */
export function* openDaysAfter(cadence: Cadence, after: LocalDate | null): Generator<SlotDate> {
  const extra = extraDaysAfter(cadence, after).filter((date) => skippedOn(cadence, date) === false);
  yield* merged(openGridDaysAfter(cadence, after), extra);
}

/** The slot of a publishing day: `at` in `zone` on that date (calendar spec, section 3). */
export function slotOn(cadence: Cadence, date: SlotDate): Slot {
  const instant = instantOf(date, cadence.at, cadence.zone);
  const { offset } = wallClock(instant, cadence.zone);
  return { date, instant, offset, skipped: skippedOn(cadence, date) };
}

/** Whether the date is on the grid or an extra. A skipped date is a publishing day all the same. */
export function isPublishingDay(cadence: Cadence, date: LocalDate): boolean {
  return isOnGrid(cadence, date) || cadence.extra.includes(date);
}

/** The publishing days around a date that is none: what to suggest instead. Null where there is none on that side. */
export function nearestPublishingDays(
  cadence: Cadence,
  date: LocalDate,
): { readonly before: SlotDate | null; readonly after: SlotDate | null } {
  const { anchor, everyDays } = cadence;
  const steps = Math.ceil(daysBetween(anchor, date) / everyDays) - 1;
  const before = cadence.extra.filter((extra) => extra < date);
  if (steps >= 0) before.push(addDays(anchor, steps * everyDays));
  const [after = null] = merged(gridDaysAfter(cadence, date), extraDaysAfter(cadence, date));
  return { before: before.toSorted().at(-1) ?? null, after };
}

function* gridDaysAfter(cadence: Cadence, after: LocalDate | null): Generator<SlotDate> {
  for (let day = gridDayAfter(cadence, after); day !== null; day = nextOnGrid(cadence, day)) yield day;
}

function* openGridDaysAfter(cadence: Cadence, after: LocalDate | null): Generator<SlotDate> {
  let day = gridDayAfter(cadence, after);
  while (day !== null) {
    const closedUntil = endOfClosedStretch(cadence, day);
    if (closedUntil === null) yield day;
    day = closedUntil === null ? nextOnGrid(cadence, day) : gridDayAfter(cadence, closedUntil);
  }
}

function gridDayAfter({ anchor, everyDays }: Cadence, after: LocalDate | null): SlotDate | null {
  if (after === null || after < anchor) return anchor;
  const steps = Math.floor(daysBetween(anchor, after) / everyDays) + 1;
  return parseLocalDate(addDays(anchor, steps * everyDays)); // null past 9999: five-digit years do not sort
}

/** From one day of the grid to the next, without counting from the anchor. */
function nextOnGrid({ everyDays }: Cadence, day: SlotDate): SlotDate | null {
  return parseLocalDate(addDays(day, everyDays));
}

function extraDaysAfter(cadence: Cadence, after: LocalDate | null): SlotDate[] {
  const beside = cadence.extra.filter((date) => !isOnGrid(cadence, date) && (after === null || date > after));
  return [...new Set(beside)].sort();
}

function* merged(grid: Generator<SlotDate>, extra: readonly SlotDate[]): Generator<SlotDate> {
  const waiting = [...extra];
  for (const day of grid) {
    while (waiting[0] !== undefined && waiting[0] < day) yield* waiting.splice(0, 1);
    yield day;
  }
  yield* waiting;
}

/** Whether a date is anchor + every·k, k >= 0. */
export function isOnGrid({ anchor, everyDays }: Cadence, date: LocalDate): boolean {
  return date >= anchor && daysBetween(anchor, date) % everyDays === 0;
}

/** Why nothing comes out on a publishing day. `skip` thins out the grid only: an `extra` inside a skipped range is the author's exception to it. */
export function skippedOn(cadence: Cadence, date: SlotDate): Skipped {
  const skipped = cadence.skip.some((range) => range.from <= date && date <= range.to);
  if (skipped && !cadence.extra.includes(date)) return 'skip';
  return cadence.pauseUntil !== null && date < cadence.pauseUntil ? 'paused' : false;
}

/** The last day of a stretch around this grid day on which the grid is closed; null when the day is open. */
function endOfClosedStretch(cadence: Cadence, day: SlotDate): LocalDate | null {
  switch (skippedOn(cadence, day)) {
    case false:
      return null;
    case 'paused':
      return cadence.pauseUntil === null ? null : addDays(cadence.pauseUntil, -1);
    case 'skip':
      return cadence.skip.find((range) => range.from <= day && day <= range.to)?.to ?? null;
  }
}
