import type { Calendar, SlotDate, Topic, TopicId } from '../calendar/calendar.ts';
import { type PlanInput, planDays } from './plan.ts';

/** A topic whose date differs between two plans. */
export interface Shift {
  readonly topic: TopicId;
  readonly title: string;
  /** If every topic is ready in time. */
  readonly planned: DateChange;
  /** With what is ready now. */
  readonly committed: DateChange;
}

/** Null where the topic has no date in that plan. */
export interface DateChange {
  readonly before: SlotDate | null;
  readonly after: SlotDate | null;
}

/** Every topic that moves between two plans and no other, by its new planned date; those that have none any more last. */
export function shiftsBetween(before: PlanInput, after: PlanInput): readonly Shift[] {
  const old = datesOf(before);
  const fresh = datesOf(after);
  const earlier = earlierNames(before.calendar, after.calendar);
  const kept = after.calendar.topics.map((topic) =>
    shiftOf(topic, earlier.get(topic.id) ?? topic.id, old, fresh),
  );
  const still = new Set(after.calendar.topics.map(({ id }) => earlier.get(id) ?? id));
  const gone = before.calendar.topics
    .filter(({ id }) => !still.has(id))
    .map((topic) => shiftOf(topic, topic.id, old, new Map()));
  return [...kept, ...gone].filter(moves).sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

export function hasMoved({ before, after }: DateChange): boolean {
  return before !== after;
}

interface Dates {
  planned: SlotDate | null;
  committed: SlotDate | null;
}

/** Both dates of every topic that gets one, to the end of the queue. */
function datesOf(input: PlanInput): ReadonlyMap<TopicId, Dates> {
  const dates = new Map<TopicId, Dates>();
  const of = (topic: TopicId): Dates => {
    const known = dates.get(topic) ?? { planned: null, committed: null };
    dates.set(topic, known);
    return known;
  };
  for (const { date, planned, committed, last } of planDays(input)) {
    if (planned.topic !== null) of(planned.topic).planned = date;
    if (committed.topic !== null) of(committed.topic).committed = date;
    if (last) break;
  }
  return dates;
}

/** What renamed topics were called before: the alias that was a topic's id. */
function earlierNames(before: Calendar, after: Calendar): ReadonlyMap<TopicId, TopicId> {
  const old = new Set(before.topics.map(({ id }) => id));
  const still = new Set(after.topics.map(({ id }) => id));
  const renamed = after.topics.filter(({ id }) => !old.has(id));
  return new Map(
    renamed.flatMap(({ id, aliases }) => {
      const earlier = aliases.find((alias) => old.has(alias) && !still.has(alias));
      return earlier === undefined ? [] : [[id, earlier] as const];
    }),
  );
}

function shiftOf(
  { id, title }: Topic,
  earlier: TopicId,
  old: ReadonlyMap<TopicId, Dates>,
  fresh: ReadonlyMap<TopicId, Dates>,
): Shift {
  const before = old.get(earlier);
  const after = fresh.get(id);
  return {
    topic: id,
    title,
    planned: { before: before?.planned ?? null, after: after?.planned ?? null },
    committed: { before: before?.committed ?? null, after: after?.committed ?? null },
  };
}

function moves({ planned, committed }: Shift): boolean {
  return hasMoved(planned) || hasMoved(committed);
}

function sortKey({ planned, committed }: Shift): string {
  return `${planned.after ?? committed.after ?? '9999-99-99'} ${planned.before ?? ''}`;
}
