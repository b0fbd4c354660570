import type { Instant } from '../../core/clock.ts';
import { addDays, instantOf, wallClock } from '../../core/zoned-time.ts';
import type { Cadence, SlotDate } from '../calendar/calendar.ts';
import type { ScheduleFacts } from './facts.ts';
import { openDaysAfter, type Slot, slotOn } from './slots.ts';
import { hasBegun, isLapsed, lastPassedSlot } from './watermark.ts';

/** A slot, as far as the parts of series that readers asked for are judged by it. */
export interface SeriesSlot {
  readonly date: SlotDate;
  /** Who asked for a series later, or was paused then, waits for the next slot. */
  readonly at: Instant;
  /** Who got a part by an edition of the same series that opened later than this waits too: it would come too soon. */
  readonly tooSoonAfter: Instant;
}

/**
 * The slot whose parts are due now: the last one that came, for as long as it may publish. Whether a topic is ready for it does not matter; a
 * slot that is skipped, or closed without a post, brings no part. So there is one part a slot at most, however long nobody looked.
 */
export function seriesSlot(cadence: Cadence, facts: ScheduleFacts, now: Instant): SeriesSlot | null {
  if (!hasBegun(facts)) return null;
  const slot = lastPassedSlot(cadence, null, now);
  if (slot === null || isLapsed(slot, cadence, now) || !isKept(slot, facts)) return null;
  return { date: slot.date, at: slot.instant, tooSoonAfter: tooSoonAfter(slot, cadence) };
}

/** When the next part would come, of a series that is asked for, or goes on, at this instant; null when the calendar has no more slots. */
export function nextSeriesSlot(cadence: Cadence, from: Instant): SlotDate | null {
  const yesterday = addDays(wallClock(from, cadence.zone).date, -2);
  for (const date of openDaysAfter(cadence, yesterday))
    if (slotOn(cadence, date).instant >= from) return date;
  return null;
}

/** What is recorded counts, whatever the file says by now. */
function isKept({ date, skipped }: Slot, { begunFrom, slots }: ScheduleFacts): boolean {
  if (begunFrom !== null && date < begunFrom) return false;
  const fact = slots.find((slot) => slot.date === date);
  return fact === undefined ? skipped === false : fact.outcome.kind === 'published';
}

/**
 * By the wall clock: one stride before the slot, and as much later as a slot may be late. So two parts lie at least a stride less the catch-up apart,
 * also around slots beside the grid, and when a mailing waited for days.
 */
function tooSoonAfter({ date, instant }: Slot, { everyDays, at, zone, catchUp }: Cadence): Instant {
  const before = instantOf(addDays(date, -everyDays), at, zone);
  return Math.min(before + catchUp, instant - 1);
}
