import type { Calendar, SlotDate, Topic } from '../calendar/calendar.ts';
import { type PlanInput, planDays } from './plan.ts';
import { waitingTopics } from './queue.ts';

/** What is to come of one track or one series. */
export interface Share {
  readonly id: string;
  readonly title: string;
  /** Topics to come, parked ones left out. */
  readonly coming: number;
  readonly ready: number;
  /** Their first and last planned dates; null when none is planned. */
  readonly first: SlotDate | null;
  readonly last: SlotDate | null;
}

export interface Summary {
  readonly tracks: readonly Share[];
  readonly series: readonly Share[];
}

/** The queue by track and by series, in the order of the file; those with nothing to come are left out. */
export function summaryOf(input: PlanInput): Summary {
  const dates = plannedDates(input);
  const waiting = waitingTopics(input.calendar, input.facts);
  const shares = (
    groups: readonly { readonly id: string; readonly title: string }[],
    of: (topic: Topic) => string | null,
  ) =>
    groups
      .map(({ id, title }) =>
        shareOf(
          { id, title },
          waiting.filter((topic) => of(topic) === id),
          dates,
          input,
        ),
      )
      .filter(({ coming }) => coming > 0);
  const { tracks, series }: Calendar = input.calendar;
  return { tracks: shares(tracks, (topic) => topic.track), series: shares(series, (topic) => topic.series) };
}

function plannedDates(input: PlanInput): ReadonlyMap<string, SlotDate> {
  const dates = new Map<string, SlotDate>();
  for (const { date, planned, last } of planDays(input)) {
    if (planned.topic !== null) dates.set(planned.topic, date);
    if (last) break;
  }
  return dates;
}

function shareOf(
  group: { readonly id: string; readonly title: string },
  topics: readonly Topic[],
  dates: ReadonlyMap<string, SlotDate>,
  { readinessOf }: PlanInput,
): Share {
  const planned = topics.flatMap(({ id }) => dates.get(id) ?? []).sort();
  return {
    ...group,
    coming: topics.length,
    ready: topics.filter(({ id }) => readinessOf(id).ready).length,
    first: planned[0] ?? null,
    last: planned.at(-1) ?? null,
  };
}
