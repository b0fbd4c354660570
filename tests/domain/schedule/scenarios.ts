import fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.ts';
import { addDays } from '../../../src/core/zoned-time.ts';
import type { Cadence, Calendar, TopicStatus } from '../../../src/domain/calendar/calendar.ts';
import {
  calendarWith,
  date,
  instant,
  readyByStatus,
  type TopicSketch,
  wallTime,
  zone,
} from '../../support/calendars.ts';
import { Diary, type Look } from '../../support/diary.ts';

/** A calendar and how its author, its host and its clock behave: looks at growing intervals, with edits in between. */
export interface Scenario {
  readonly cadence: Cadence;
  readonly looks: readonly Look[];
}

const seldom = (value: fc.Arbitrary<number>): fc.Arbitrary<number | null> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const statuses: readonly TopicStatus[] = ['ready', 'ready', 'ready', 'ready', 'review', 'idea', 'parked'];
const anchor = date('2027-02-23');

const cadences: fc.Arbitrary<Partial<Cadence>> = fc
  .record({
    everyDays: fc.constantFrom(7, 14, 28),
    at: fc.constantFrom('09:00', '02:30', '00:00', '23:59').map(wallTime),
    zone: fc
      .constantFrom('America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca')
      .map(zone),
    whenNotReady: fc.constantFrom('hold' as const, 'next-ready' as const),
    catchUpHours: fc.constantFrom(1, 24, 48, 80),
    skipAfter: seldom(fc.integer({ min: 0, max: 80 })),
    pausedFor: seldom(fc.integer({ min: 0, max: 60 })),
  })
  .map(({ catchUpHours, skipAfter, pausedFor, ...cadence }) => ({
    ...cadence,
    anchor,
    catchUp: catchUpHours * HOUR,
    skip:
      skipAfter === null ? [] : [{ from: addDays(anchor, skipAfter), to: addDays(anchor, skipAfter + 20) }],
    pauseUntil: pausedFor === null ? null : addDays(anchor, pausedFor),
  }));

const topic = fc.record({
  series: fc.option(fc.constantFrom('raft', 'linux')),
  status: fc.constantFrom(...statuses),
  pinSlot: seldom(fc.integer({ min: 0, max: 9 })),
  notBefore: seldom(fc.integer({ min: 0, max: 150 })),
});

const edits = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ kind: 'none' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'break' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      at: fc.nat(),
      status: fc.constantFrom(...statuses),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('to-front' as const), at: fc.nat() }) },
);

const interval = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * MINUTE) },
  { weight: 20, arbitrary: fc.integer({ min: 6, max: 60 }).map((hours) => hours * HOUR) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }).map((days) => days * DAY) },
);

export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    cadence: cadences,
    topics: fc.array(topic, { minLength: 4, maxLength: 12, size: 'max' }),
    contiguous: fc.subarray(['raft', 'linux']),
    steps: fc.array(fc.tuple(interval, edits), { minLength: 20, maxLength: 80, size: 'max' }),
  })
  .map(({ cadence, topics, contiguous, steps }) => {
    let queue = topics.map((sketch, index) => topicSketch(topics, sketch, index, cadence.everyDays ?? 14));
    let now = instant('2027-02-15T12:00:00Z');
    const looks: Look[] = [lookAt(now, calendarWith({ cadence, topics: queue, contiguous }), false)];
    for (const [pause, edit] of steps) {
      now += pause;
      queue = edited(queue, edit);
      looks.push(lookAt(now, calendarWith({ cadence, topics: queue, contiguous }), edit.kind === 'break'));
    }
    return { cadence: calendarWith({ cadence, topics: [] }).cadence, looks };
  });

/** Plays a scenario from an empty database; `each` sees the diary before every look. */
export function play({ looks }: Scenario, each: (diary: Diary, look: Look) => void): Diary {
  const diary = new Diary();
  for (const look of looks) {
    each(diary, look);
    diary.tick(look);
  }
  return diary;
}

function topicSketch(
  all: readonly { readonly series: string | null }[],
  {
    series,
    status,
    pinSlot,
    notBefore,
  }: { series: string | null; status: TopicStatus; pinSlot: number | null; notBefore: number | null },
  index: number,
  everyDays: number,
): TopicSketch {
  const part =
    series === null ? null : all.slice(0, index + 1).filter((other) => other.series === series).length;
  return {
    id: `topic-${index}`,
    series,
    part,
    status,
    ...(pinSlot === null ? {} : { pin: addDays(anchor, pinSlot * everyDays) }),
    ...(notBefore === null ? {} : { notBefore: addDays(anchor, notBefore) }),
  };
}

type Edit =
  | { readonly kind: 'none' }
  | { readonly kind: 'break' }
  | { readonly kind: 'status'; readonly at: number; readonly status: TopicStatus }
  | { readonly kind: 'to-front'; readonly at: number };

function edited(queue: readonly TopicSketch[], edit: Edit): TopicSketch[] {
  if (edit.kind === 'none' || edit.kind === 'break') return [...queue];
  const at = edit.at % queue.length;
  if (edit.kind === 'status')
    return queue.map((sketch, index) => (index === at ? { ...sketch, status: edit.status } : sketch));
  return [...queue.slice(at, at + 1), ...queue.slice(0, at), ...queue.slice(at + 1)];
}

function lookAt(now: number, calendar: Calendar, broken: boolean): Look {
  return {
    calendar: broken ? null : calendar,
    cadence: calendar.cadence,
    readinessOf: readyByStatus(calendar),
    now,
  };
}
