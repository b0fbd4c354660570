import type { SlotDate, TopicId } from '../calendar/calendar.ts';
import type { PlanInput } from './plan.ts';
import { projection } from './projection.ts';
import { openDaysAfter } from './slots.ts';
import { spentThrough } from './watermark.ts';

/** The plan in which every topic is ready in time, as the warnings about what lies ahead need it. */
export interface Outlook {
  readonly input: PlanInput;
  /** Every topic that gets a slot, in the order of the slots. */
  readonly planned: readonly PlannedTopic[];
}

export interface PlannedTopic {
  readonly topic: TopicId;
  readonly date: SlotDate;
  readonly pinned: boolean;
}

/** A calendar whose last topic is pinned to the year 9000 must not be walked slot by slot. */
const MOST_EMPTY_SLOTS = 200;

/** Deals all topics out to slots; gives up at a long stretch of empty ones. */
export function outlookOf(input: PlanInput): Outlook {
  const { cadence } = input.calendar;
  const planned: PlannedTopic[] = [];
  const dealing = projection({ ...input, readinessOf: () => ({ ready: true }) });
  let empty = 0;
  for (const date of openDaysAfter(cadence, spentThrough(cadence, input.facts, input.now))) {
    if (!dealing.hasMore() || empty >= MOST_EMPTY_SLOTS) break;
    const { topic, why } = dealing.fill(date);
    empty = topic === null ? empty + 1 : 0;
    if (topic !== null) planned.push({ topic, date, pinned: why.kind === 'pin' });
  }
  return { input, planned };
}
