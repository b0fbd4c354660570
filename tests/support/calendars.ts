import { HOUR, type Instant } from '../../src/core/clock.ts';
import {
  type LocalDate,
  parseLocalDate,
  parseWallTime,
  parseZone,
  type WallTime,
  type ZoneName,
} from '../../src/core/zoned-time.ts';
import type {
  Blog,
  Cadence,
  Calendar,
  EmailPolicy,
  Series,
  Topic,
  TopicId,
} from '../../src/domain/calendar/calendar.ts';
import type { ReadinessOf } from '../../src/domain/schedule/facts.ts';

/** A topic as a test writes it: an id, and whatever else matters to that test. Dates are plain strings. */
export type TopicSketch = { readonly id: string } & Partial<
  Omit<Topic, 'id' | 'pin' | 'notBefore' | 'published' | 'aliases'>
> & { readonly pin?: string; readonly notBefore?: string; readonly published?: string };

export interface CalendarSketch {
  readonly cadence?: Partial<Cadence>;
  readonly email?: Partial<EmailPolicy>;
  readonly blog?: Partial<Blog>;
  /** Series are made of the topics; name the contiguous ones here. */
  readonly contiguous?: readonly string[];
  readonly topics: readonly TopicSketch[];
}

/** A whole calendar of the shipped shape: from 2026-12-08, every other Tuesday at 09:00 in Los Angeles. */
export function calendarWith(sketch: CalendarSketch): Calendar {
  const topics = sketch.topics.map(topicOf);
  const series = new Set(topics.flatMap((topic) => topic.series ?? []));
  const tracks = new Set(topics.map((topic) => topic.track));
  return {
    blog: { ...sampleBlog, ...sketch.blog },
    cadence: { ...fortnightly, ...sketch.cadence },
    email: { ...samplePolicy, ...sketch.email },
    tracks: [...tracks].map((id) => ({ id, title: id, intro: '', startHere: [] })),
    series: [...series].map(
      (id): Series => ({ id, title: id, parts: null, contiguous: sketch.contiguous?.includes(id) ?? false }),
    ),
    topics,
  };
}

/** Ready is what the file says is ready: no bodies, no diagnostics. */
export function readyByStatus(calendar: Calendar): ReadinessOf {
  const ready = new Set(calendar.topics.filter((topic) => topic.status === 'ready').map((topic) => topic.id));
  return (id) => (ready.has(id) ? { ready: true } : { ready: false, missing: 'it is not ready' });
}

/** The queue of the calendar spec's worked examples. */
export const workedQueue: readonly TopicSketch[] = [
  { id: 'after-cap-pacelc', status: 'ready' },
  { id: 'raft-1', status: 'ready', series: 'raft', part: 1 },
  { id: 'raft-2', status: 'review', series: 'raft', part: 2 },
  { id: 'raft-3', status: 'draft', series: 'raft', part: 3 },
  { id: 'raft-4', status: 'outline', series: 'raft', part: 4 },
  { id: 'on-call-taught-me', status: 'ready' },
  { id: 'eda-1', status: 'outline', series: 'event-driven', part: 1 },
  { id: 'eda-2', status: 'idea', series: 'event-driven', part: 2 },
  { id: 'crdts', status: 'idea' },
  { id: 'post-quantum', status: 'idea' },
];

/** `date('2026-12-08')`; throws on what is no date, so that a slip in a test shows at once. */
export function date(text: string): LocalDate {
  return known(parseLocalDate(text), text);
}

export function wallTime(text: string): WallTime {
  return known(parseWallTime(text), text);
}

export function zone(text: string): ZoneName {
  return known(parseZone(text), text);
}

export function topicId(text: string): TopicId {
  return known(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) ? (text as TopicId) : null, text);
}

/** `instant('2026-12-08T09:00:00-08:00')`, with its offset or Z. */
export function instant(text: string): Instant {
  const milliseconds = /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  return known(Number.isNaN(milliseconds) ? null : milliseconds, text);
}

function known<T>(value: T | null, text: string): T {
  if (value === null) throw new Error(`the test means something else by ${JSON.stringify(text)}`);
  return value;
}

function topicOf({ pin, notBefore, published, ...sketch }: TopicSketch, index: number): Topic {
  return {
    title: sketch.id,
    track: 'distributed-systems',
    series: null,
    part: null,
    status: 'ready',
    summary: '',
    tags: [],
    public: true,
    aliases: [],
    url: null,
    line: index + 1,
    ...sketch,
    id: topicId(sketch.id),
    pin: pin === undefined ? null : date(pin),
    notBefore: notBefore === undefined ? null : date(notBefore),
    published: published === undefined ? null : date(published),
  };
}

const fortnightly: Cadence = {
  anchor: date('2026-12-08'),
  everyDays: 14,
  at: wallTime('09:00'),
  zone: zone('America/Los_Angeles'),
  skip: [],
  extra: [],
  whenNotReady: 'next-ready',
  catchUp: 48 * HOUR,
  pauseUntil: null,
};

const samplePolicy: EmailPolicy = {
  from: 'ali@example.com',
  replyTo: 'ali@example.com',
  after: 2 * HOUR,
  window: { from: wallTime('08:00'), to: wallTime('18:00') },
  approval: 'veto',
};

const sampleBlog: Blog = {
  title: 'Professional Imposter Syndrome',
  tagline: '',
  about: '',
  author: { name: 'Ali', email: 'ali@example.com' },
  url: 'https://example.com',
  language: 'en',
  postalAddress: 'PO Box 1, Seattle WA, USA',
};
