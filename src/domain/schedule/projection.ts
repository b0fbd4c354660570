import { addDays, type LocalDate } from '../../core/zoned-time.ts';
import type { Cadence, Calendar, SlotDate, Topic } from '../calendar/calendar.ts';
import type { Readiness, ReadinessOf, ScheduleFacts } from './facts.ts';
import type { Choice, Filling, Holder, Obstacle } from './filling.ts';
import { type LowestFirst, lowestFirst } from './lowest-first.ts';
import { pinsOf, publishedTest, waitingTopics } from './queue.ts';
import { type SeriesOrder, seriesOrder } from './series-order.ts';

/** Topics being dealt out to slots. The tick and both columns of the plan use this one procedure, so they cannot disagree. */
export interface Projection {
  /** Fills one slot. Call with ascending dates: what is dealt out stays dealt out. */
  fill(date: SlotDate): Filling;
  /** Whether some later date could still get a topic, if all were ready. */
  hasMore(): boolean;
}

export interface ProjectionInput {
  readonly calendar: Calendar;
  readonly facts: ScheduleFacts;
  readonly readinessOf: ReadinessOf;
}

/**
 * Starts dealing out everything unpublished and not parked (calendar spec, sections 4 and 5): a slot goes to the topic
 * pinned to it; else to the next part of a contiguous series that has begun; else to the queue in file order. A topic
 * stands in the queue once its `not_before` has come, its pin (if any) is past, and all earlier parts of its series are out.
 */
export function projection(input: ProjectionInput): Projection {
  const state = startingState(input);
  return {
    fill(date) {
      openDateGates(state, date);
      return fromPin(state, date) ?? fromRunningSeries(state, date) ?? fromQueue(state);
    },
    hasMore: () => state.dateGates.length > 0 || firstIn(state.open, state) !== null,
  };
}

interface State {
  readonly policy: Cadence['whenNotReady'];
  readonly readinessOf: ReadinessOf;
  /** File order; a topic's index is its place in the queue. */
  readonly waiting: readonly Topic[];
  readonly indexOf: ReadonlyMap<Topic, number>;
  readonly placed: Set<number>;
  readonly pins: ReadonlyMap<SlotDate, Topic>;
  readonly order: SeriesOrder;
  /** How many of a topic's two gates (its date, its series) are still shut, by index. */
  readonly shut: number[];
  /** Date gates yet to open, latest first, so that the next one is popped. */
  readonly dateGates: { readonly through: LocalDate; readonly index: number }[];
  /** Topics with both gates open; `ready` holds those of them that are ready. */
  readonly open: LowestFirst;
  readonly ready: LowestFirst;
}

function startingState({ calendar, facts, readinessOf }: ProjectionInput): State {
  const waiting = waitingTopics(calendar, facts);
  const contiguous = new Set(
    calendar.series.filter((series) => series.contiguous).map((series) => series.id),
  );
  const order = seriesOrder(calendar.topics, contiguous, publishedTest(facts));
  const dateGates = waiting.flatMap((topic, index) => {
    const through = shutThrough(topic);
    return through === null ? [] : [{ through, index }];
  });
  const state: State = {
    policy: calendar.cadence.whenNotReady,
    readinessOf,
    waiting,
    indexOf: new Map(waiting.map((topic, index) => [topic, index])),
    placed: new Set(),
    pins: pinsOf(waiting),
    order,
    shut: waiting.map(
      (topic) => (shutThrough(topic) === null ? 0 : 1) + (order.predecessorOf(topic) === null ? 0 : 1),
    ),
    dateGates: dateGates.sort((a, b) => (a.through < b.through ? 1 : -1)),
    open: lowestFirst(),
    ready: lowestFirst(),
  };
  for (const index of waiting.keys()) enqueueIfOpen(state, index);
  return state;
}

/** The last day on which a topic's own dates keep it out of the queue: a missed pin rejoins the day after. */
function shutThrough({ pin, notBefore }: Topic): LocalDate | null {
  const dayBefore = notBefore === null ? null : addDays(notBefore, -1);
  return pin !== null && dayBefore !== null && pin < dayBefore ? dayBefore : (pin ?? dayBefore);
}

function openDateGates(state: State, date: SlotDate): void {
  for (
    let gate = state.dateGates.at(-1);
    gate !== undefined && gate.through < date;
    gate = state.dateGates.at(-1)
  ) {
    state.dateGates.pop();
    openGate(state, gate.index);
  }
}

function openGate(state: State, index: number): void {
  state.shut[index] = (state.shut[index] ?? 0) - 1;
  enqueueIfOpen(state, index);
}

function enqueueIfOpen(state: State, index: number): void {
  const topic = state.waiting[index];
  if (topic === undefined || state.shut[index] !== 0) return;
  state.open.add(index);
  if (state.readinessOf(topic.id).ready) state.ready.add(index);
}

/** A pin is a promise: its slot is for that topic alone. Null when nothing is pinned here. */
function fromPin(state: State, date: SlotDate): Filling | null {
  const pinned = state.pins.get(date);
  return pinned === undefined ? null : placeOrHold(state, pinned, date, { kind: 'pin' }, 'pin');
}

/** Null when no contiguous series has begun. Under `hold` only the first of several counts. */
function fromRunningSeries(state: State, date: SlotDate): Filling | null {
  const parts = state.order.runningParts().toSorted((a, b) => placeInFile(state, a) - placeInFile(state, b));
  const [first] = parts;
  if (first === undefined) return null;
  const able = parts.find((part) => obstacleFor(state, part, date) === null);
  const part = state.policy === 'next-ready' && able !== undefined ? able : first;
  return placeOrHold(state, part, date, { kind: 'series', series: part.series ?? '' }, 'series');
}

function placeInFile(state: State, topic: Topic): number {
  return state.indexOf.get(topic) ?? 0;
}

function placeOrHold(state: State, topic: Topic, date: SlotDate, why: Choice, by: Holder): Filling {
  const obstacle = obstacleFor(state, topic, date);
  if (obstacle !== null) return { topic: null, why: { kind: 'held', by, topic: topic.id, obstacle } };
  return place(state, placeInFile(state, topic), topic, why);
}

function obstacleFor(state: State, topic: Topic, date: SlotDate): Obstacle | null {
  if (topic.notBefore !== null && topic.notBefore > date)
    return { kind: 'not-before', date: topic.notBefore };
  if (topic.pin !== null && topic.pin > date) return { kind: 'pinned', date: topic.pin };
  const predecessor = state.order.predecessorOf(topic);
  return predecessor === null
    ? lackOf(state.readinessOf(topic.id))
    : { kind: 'predecessor', topic: predecessor.id };
}

function lackOf(readiness: Readiness): Obstacle | null {
  return readiness.ready ? null : { kind: 'not-ready', missing: readiness.missing };
}

function fromQueue(state: State): Filling {
  const head = firstIn(state.open, state);
  if (head === null) return { topic: null, why: { kind: 'nothing-left' } };
  const ready = firstIn(state.ready, state);
  if (ready?.index === head.index) return place(state, head.index, head.topic, { kind: 'queue' });

  if (state.policy === 'hold') {
    const obstacle = lackOf(state.readinessOf(head.topic.id));
    if (obstacle !== null)
      return { topic: null, why: { kind: 'held', by: 'queue', topic: head.topic.id, obstacle } };
  }
  if (ready === null) return { topic: null, why: { kind: 'nothing-ready', head: head.topic.id } };
  return place(state, ready.index, ready.topic, { kind: 'swapped', past: head.topic.id });
}

/** The topic nearest the head, dropping those that a pin or a series has placed meanwhile. */
function firstIn(queue: LowestFirst, state: State): { readonly index: number; readonly topic: Topic } | null {
  for (let index = queue.peek(); index !== null; index = queue.peek()) {
    const topic = state.waiting[index];
    if (topic !== undefined && !state.placed.has(index)) return { index, topic };
    queue.take();
  }
  return null;
}

function place(state: State, index: number, topic: Topic, why: Choice): Filling {
  state.placed.add(index);
  for (const freed of state.order.place(topic)) {
    const next = state.indexOf.get(freed);
    if (next !== undefined) openGate(state, next);
  }
  return { topic: topic.id, why };
}
