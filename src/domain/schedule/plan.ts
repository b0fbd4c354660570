import type { Instant } from '../../core/clock.ts';
import { addDays, type LocalDate, wallClock } from '../../core/zoned-time.ts';
import type { Calendar, SlotDate } from '../calendar/calendar.ts';
import type { Readiness, ReadinessOf, ScheduleFacts } from './facts.ts';
import type { Filling } from './filling.ts';
import { projection } from './projection.ts';
import { waitingTopics } from './queue.ts';
import { openDaysAfter, slotOn } from './slots.ts';
import { closedThrough, spentThrough } from './watermark.ts';

export interface PlanInput {
  readonly calendar: Calendar;
  readonly facts: ScheduleFacts;
  readonly readinessOf: ReadinessOf;
  readonly now: Instant;
  /**
   * Rows start on or after this date. A later date only moves the view: what stands before it still uses up topics.
   * An earlier one than today plans as if it were that day; recorded slots stay closed.
   */
  readonly from?: LocalDate;
}

/** One open slot with its topic, twice: if every topic will be ready in time, and with what is ready now. */
export interface PlanRow {
  readonly date: SlotDate;
  readonly instant: Instant;
  /** UTC offset at `instant`, e.g. `-08:00`. */
  readonly offset: string;
  readonly planned: Filling;
  readonly committed: Filling;
  /** Of the planned topic; null when the slot has none. */
  readonly readiness: Readiness | null;
}

/**
 * Matches open slots with topics (calendar spec, section 4). At most `count` rows, none later than `until`; by default
 * as many rows as there are topics to come. The first row is what the tick will do if nothing changes.
 */
export function plan(input: PlanInput & { readonly count?: number; readonly until?: LocalDate }): PlanRow[] {
  const atMost = input.count ?? (input.until ? Infinity : waitingTopics(input.calendar, input.facts).length);
  const rows: PlanRow[] = [];
  if (atMost <= 0) return rows;
  for (const day of planDays(input)) {
    if (input.until !== undefined && day.date > input.until) break;
    rows.push(rowOf(input, day));
    if (rows.length >= atMost) break;
  }
  return rows;
}

/** A row before its instant is worked out. */
export interface PlanDay {
  readonly date: SlotDate;
  readonly planned: Filling;
  readonly committed: Filling;
  /** True once no later date gets a topic in either projection. */
  readonly last: boolean;
}

/** The plan day by day, lazily, up to the year 9999: whoever takes from it decides when to stop. */
export function* planDays(input: PlanInput): Generator<PlanDay> {
  const planned = projection({ ...input, readinessOf: () => ({ ready: true }) });
  const committed = projection(input);
  for (const date of openDaysAfter(input.calendar.cadence, startAfter(input))) {
    const day = { date, planned: planned.fill(date), committed: committed.fill(date) };
    const last = !planned.hasMore() && day.committed.topic === null;
    if (input.from === undefined || date >= input.from) yield { ...day, last };
  }
}

function startAfter({ calendar, facts, now, from }: PlanInput): LocalDate | null {
  if (from === undefined || from >= wallClock(now, calendar.cadence.zone).date) {
    return spentThrough(calendar.cadence, facts, now);
  }
  const closed = closedThrough(facts);
  const dayBefore = addDays(from, -1);
  return closed !== null && closed > dayBefore ? closed : dayBefore;
}

function rowOf(input: PlanInput, { date, planned, committed }: PlanDay): PlanRow {
  const { instant, offset } = slotOn(input.calendar.cadence, date);
  const readiness = planned.topic === null ? null : input.readinessOf(planned.topic);
  return { date, instant, offset, planned, committed, readiness };
}
