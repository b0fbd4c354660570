import type { Instant } from '../../core/clock.ts';
import { addDays, type LocalDate, wallClock } from '../../core/zoned-time.ts';
import type { Cadence } from '../calendar/calendar.ts';
import type { ScheduleFacts } from './facts.ts';
import { openDaysAfter, type Slot, slotOn, slotsAfter } from './slots.ts';

/**
 * The last date that is closed for ever, whatever the file says later: the latest recorded slot, or the day before
 * the one named by `begin --from`. Null when nothing is closed.
 */
export function closedThrough(facts: ScheduleFacts): LocalDate | null {
  const dates: LocalDate[] = facts.slots.map((slot) => slot.date);
  if (facts.begunFrom !== null) dates.push(addDays(facts.begunFrom, -1));
  return dates.reduce<LocalDate | null>(
    (latest, date) => (latest === null || date > latest ? date : latest),
    null,
  );
}

/** False on a new database, where a past anchor must not set off old posts (calendar spec, section 5). */
export function hasBegun(facts: ScheduleFacts): boolean {
  return facts.begunFrom !== null || facts.slots.length > 0;
}

/** The slots later than `after` whose moment has come, ascending, skipped ones included. */
export function passedSlots(cadence: Cadence, after: LocalDate | null, now: Instant): Slot[] {
  const passed: Slot[] = [];
  for (const slot of slotsAfter(cadence, after)) {
    if (slot.instant > now) break;
    passed.push(slot);
  }
  return passed;
}

/** The latest slot whose moment has come, or null. Looks one stride back, not from the anchor. */
export function lastPassedSlot(cadence: Cadence, after: LocalDate | null, now: Instant): Slot | null {
  const today = wallClock(now, cadence.zone).date;
  // One day more: where a zone drops a day, that day's slot falls on the next (Samoa, 2011-12-30).
  const oneStrideAgo = addDays(today, -cadence.everyDays - 2);
  const start = after !== null && after > oneStrideAgo ? after : oneStrideAgo;
  return passedSlots(cadence, start, now).at(-1) ?? null;
}

/** Whether a slot whose moment has come may no longer publish. */
export function isLapsed(slot: Slot, cadence: Cadence, now: Instant): boolean {
  return now - slot.instant > cadence.catchUp;
}

/** The date after which the next slot to be filled lies: slots up to it are recorded, skipped or lapsed. */
export function spentThrough(cadence: Cadence, facts: ScheduleFacts, now: Instant): LocalDate | null {
  const closed = closedThrough(facts);
  const last = lastPassedSlot(cadence, closed, now);
  if (last === null) return closed;
  const spent = isLapsed(last, cadence, now) || !hasBegun(facts);
  return spent ? last.date : addDays(last.date, -1);
}

/** The one slot that `publish --slot` may name: a held one if there is one, else the next to come. */
export function nextOpenSlot(cadence: Cadence, facts: ScheduleFacts, now: Instant): Slot | null {
  const [date] = openDaysAfter(cadence, spentThrough(cadence, facts, now));
  return date === undefined ? null : slotOn(cadence, date);
}
