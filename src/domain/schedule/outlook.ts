import type { SlotDate, TopicId } from '../calendar/calendar.ts';
import { type PlanInput, planDays } from './plan.ts';

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
  const planned: PlannedTopic[] = [];
  let empty = 0;
  const optimist = { ...input, readinessOf: () => ({ ready: true }) as const };
  for (const { date, planned: filling, last } of planDays(optimist)) {
    if (filling.topic === null) empty += 1;
    else {
      empty = 0;
      planned.push({ topic: filling.topic, date, pinned: filling.why.kind === 'pin' });
    }
    if (last || empty >= MOST_EMPTY_SLOTS) break;
  }
  return { input, planned };
}
