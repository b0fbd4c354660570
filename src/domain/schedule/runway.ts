import { daysBetween, type LocalDate, wallClock } from '../../core/zoned-time.ts';
import type { SlotDate } from '../calendar/calendar.ts';
import type { Gap } from './filling.ts';
import { type PlanInput, planDays } from './plan.ts';

/** How long the blog can go on with what is ready now. */
export type Runway = RunwayStart & (RunwayEnd | NoEnd);

interface RunwayStart {
  /** Counted from this date: the input's `from`, or today in the calendar's zone. */
  readonly from: LocalDate;
  /** Slots that can be filled before the first that cannot. */
  readonly posts: number;
}

interface RunwayEnd {
  /** The first slot that cannot be filled, and why. */
  readonly dryOn: SlotDate;
  readonly why: Gap;
  /** Whole weeks from `from` to `dryOn`. */
  readonly weeks: number;
}

/** No slot is ever left empty, because none opens any more: the calendar skips everything to come. */
interface NoEnd {
  readonly dryOn: null;
  readonly why: null;
  readonly weeks: null;
}

/**
 * The first open slot that the committed projection cannot fill (calendar spec, section 4); skipped dates do not
 * count. When every topic is ready, that is the slot after the last of them.
 */
export function runway(input: PlanInput): Runway {
  const from = input.from ?? wallClock(input.now, input.calendar.cadence.zone).date;
  let posts = 0;
  for (const { date, committed } of planDays(input)) {
    if (committed.topic === null) {
      const weeks = Math.max(0, Math.floor(daysBetween(from, date) / 7));
      return { from, posts, dryOn: date, why: committed.why, weeks };
    }
    posts += 1;
  }
  return { from, posts, dryOn: null, why: null, weeks: null };
}
