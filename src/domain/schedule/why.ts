import type { Instant } from '../../core/clock.ts';
import type { LocalDate } from '../../core/zoned-time.ts';
import type { Calendar, SlotDate, Topic, TopicId } from '../calendar/calendar.ts';
import type { ScheduleFacts } from './facts.ts';
import type { Choice } from './filling.ts';
import { type PlanInput, planDays } from './plan.ts';
import { publishedTest, waitingTopics } from './queue.ts';
import { isPublishingDay } from './slots.ts';

/** One link in the chain that explains a topic's date. */
export type Reason =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'published'; readonly slot: SlotDate | null; readonly at: Instant }
  /** It came out before Fortnight. */
  | { readonly kind: 'imported'; readonly on: LocalDate | null }
  | { readonly kind: 'parked' }
  /** `slot` counts the open slots to come, its own included. */
  | { readonly kind: 'planned'; readonly date: SlotDate; readonly slot: number; readonly why: Choice }
  | { readonly kind: 'never-planned' }
  /** Its date if nothing else becomes ready; null when it would not come out. Given where it differs from the plan. */
  | { readonly kind: 'committed'; readonly date: SlotDate | null }
  /** `place` counts from 1 among the topics to come; `after` stands right before it. */
  | { readonly kind: 'queue'; readonly place: number; readonly after: Placement | null }
  /** `after` is the nearest earlier part that is not out. */
  | { readonly kind: 'part'; readonly series: string; readonly part: number; readonly after: Placement }
  | { readonly kind: 'pin'; readonly date: SlotDate; readonly state: 'ahead' | 'past' | 'no-publishing-day' }
  | { readonly kind: 'not-before'; readonly date: LocalDate }
  | { readonly kind: 'not-ready'; readonly missing: string };

/** Where another topic of the chain stands in the plan. */
export interface Placement {
  readonly topic: TopicId;
  readonly date: SlotDate | 'parked' | 'unplanned';
}

/** Why a topic has the date it has, from the answer to its causes; never empty. In words: `wordsOfReason`. */
export function whyTopic(input: Omit<PlanInput, 'from'> & { readonly topic: TopicId }): readonly Reason[] {
  const topic = input.calendar.topics.find((candidate) => candidate.id === input.topic);
  const past = pastOf(input.topic, topic, input.facts);
  if (past !== null) return [past];
  if (topic === undefined) return [{ kind: 'unknown' }];
  if (topic.status === 'parked') return [{ kind: 'parked' }];

  const prospects = prospectsOf(input);
  return [
    ...planReasons(topic, prospects),
    ...queueReasons(topic, input, prospects),
    ...partReasons(topic, input, prospects),
    ...pinReasons(topic, input.calendar, prospects),
    ...(topic.notBefore === null ? [] : [{ kind: 'not-before', date: topic.notBefore } as const]),
    ...readinessReasons(topic, input),
  ];
}

function pastOf(id: TopicId, topic: Topic | undefined, facts: ScheduleFacts): Reason | null {
  const fact = facts.publications.find((publication) => publication.topic === id);
  if (fact !== undefined && fact.earlier !== true) return { kind: 'published', slot: fact.slot, at: fact.at };
  const imported = topic !== undefined && (topic.status === 'published' || topic.published !== null);
  return imported ? { kind: 'imported', on: topic.published } : null;
}

/** Everything the two projections say, to the end of the queue. */
interface Prospects {
  readonly planned: ReadonlyMap<
    TopicId,
    { readonly date: SlotDate; readonly slot: number; readonly why: Choice }
  >;
  readonly committed: ReadonlyMap<TopicId, SlotDate>;
  readonly firstDate: SlotDate | null;
}

function prospectsOf(input: Omit<PlanInput, 'from'>): Prospects {
  const planned = new Map<TopicId, { date: SlotDate; slot: number; why: Choice }>();
  const committed = new Map<TopicId, SlotDate>();
  let firstDate: SlotDate | null = null;
  let slot = 0;
  for (const day of planDays(input)) {
    firstDate ??= day.date;
    slot += 1;
    if (day.planned.topic !== null) {
      planned.set(day.planned.topic, { date: day.date, slot, why: day.planned.why });
    }
    if (day.committed.topic !== null) committed.set(day.committed.topic, day.date);
    if (day.last) break;
  }
  return { planned, committed, firstDate };
}

function planReasons({ id }: Topic, { planned, committed }: Prospects): Reason[] {
  const prospect = planned.get(id);
  if (prospect === undefined) return [{ kind: 'never-planned' }];
  const date = committed.get(id) ?? null;
  const reason: Reason = { kind: 'planned', ...prospect };
  return date === prospect.date ? [reason] : [reason, { kind: 'committed', date }];
}

/** A pin ahead keeps a topic out of the queue; once past, it has its place in the file again. */
function queueReasons(topic: Topic, input: Omit<PlanInput, 'from'>, prospects: Prospects): Reason[] {
  if (isPinnedAhead(topic, prospects)) return [];
  const waiting = waitingTopics(input.calendar, input.facts);
  const queue = waiting.filter((other) => !isPinnedAhead(other, prospects));
  const index = queue.indexOf(topic);
  const before = queue[index - 1];
  const after = before === undefined ? null : placementOf(before, prospects);
  return [{ kind: 'queue', place: index + 1, after }];
}

function partReasons(
  topic: Topic,
  { calendar, facts }: Omit<PlanInput, 'from'>,
  prospects: Prospects,
): Reason[] {
  const { series, part } = topic;
  if (series === null || part === null) return [];
  const isPublished = publishedTest(facts);
  const before = calendar.topics
    .filter(
      (other) => other.series === series && other.part !== null && other.part < part && !isPublished(other),
    )
    .toSorted((a, b) => (b.part ?? 0) - (a.part ?? 0))[0];
  return before === undefined ? [] : [{ kind: 'part', series, part, after: placementOf(before, prospects) }];
}

function pinReasons({ pin }: Topic, { cadence }: Calendar, { firstDate }: Prospects): Reason[] {
  if (pin === null) return [];
  if (!isPublishingDay(cadence, pin)) return [{ kind: 'pin', date: pin, state: 'no-publishing-day' }];
  return [{ kind: 'pin', date: pin, state: firstDate !== null && pin < firstDate ? 'past' : 'ahead' }];
}

function readinessReasons({ id }: Topic, { readinessOf }: Omit<PlanInput, 'from'>): Reason[] {
  const readiness = readinessOf(id);
  return readiness.ready ? [] : [{ kind: 'not-ready', missing: readiness.missing }];
}

function isPinnedAhead({ pin }: Topic, { firstDate }: Prospects): boolean {
  return pin !== null && (firstDate === null || pin >= firstDate);
}

function placementOf({ id, status }: Topic, { planned }: Prospects): Placement {
  if (status === 'parked') return { topic: id, date: 'parked' };
  return { topic: id, date: planned.get(id)?.date ?? 'unplanned' };
}
