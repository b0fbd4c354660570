import { expect, it } from 'vitest';
import type { TopicId } from '../../../src/domain/calendar/calendar.ts';
import { isSeriesComplete, missingPart } from '../../../src/domain/schedule/series-complete.ts';
import { calendarWith, type TopicSketch, topicId } from '../../support/calendars.ts';

const raft = (part: number, change: Partial<TopicSketch> = {}): TopicSketch => ({
  id: `raft-${part}`,
  series: 'raft',
  part,
  ...change,
});
const complete = (parts: number | null, topics: readonly TopicSketch[], published: readonly string[]) => {
  const series = [{ id: 'raft', title: 'Raft', parts, contiguous: false }];
  const out = new Set(published as readonly TopicId[]);
  return isSeriesComplete({ ...calendarWith({ topics }), series }, 'raft', out);
};

it('a series is complete when as many parts are out as the calendar says it has', () => {
  const topics = [raft(1), raft(2)];
  expect(complete(2, topics, ['raft-1'])).toBe(false);
  expect(complete(2, topics, ['raft-1', 'raft-2'])).toBe(true);
  expect(complete(3, topics, ['raft-1', 'raft-2'])).toBe(false);
});

it('where the calendar does not say, it is complete when all that stand in it are out', () => {
  expect(complete(null, [raft(1), raft(2)], ['raft-1'])).toBe(false);
  expect(complete(null, [raft(1), raft(2)], ['raft-1', 'raft-2'])).toBe(true);
  expect(complete(null, [], [])).toBe(false);
});

const EARLIER = { status: 'published', published: '2026-09-01' } as const;

it('counts a part that is to be read elsewhere for good, and one from before Fortnight when its words are here', () => {
  const elsewhere = raft(1, { ...EARLIER, url: 'https://elsewhere.example/raft' });
  expect(complete(2, [elsewhere, raft(2)], ['raft-2'])).toBe(true);
  expect(complete(2, [raft(1, EARLIER), raft(2)], ['raft-2'])).toBe(false);
  expect(complete(2, [raft(1, EARLIER), raft(2)], ['raft-1', 'raft-2'])).toBe(true);
});

const missing = (topics: readonly TopicSketch[], published: readonly string[]) =>
  missingPart(calendarWith({ topics }), 'raft', new Set(published as readonly TopicId[]))?.id ?? null;

it('the missing part is the lowest that is not out, wherever it stands in the file', () => {
  expect(missing([raft(1), raft(2), raft(3)], ['raft-1', 'raft-3'])).toBe('raft-2');
  expect(missing([raft(3), raft(2), raft(1)], [])).toBe('raft-1');
  expect(missing([raft(1), raft(2, EARLIER)], ['raft-1'])).toBe('raft-2');
  expect(missing([raft(1), raft(2)], ['raft-1', 'raft-2'])).toBeNull();
});

it('no part is missing that came out under another name, or is to be read elsewhere', () => {
  const { topics, ...rest } = calendarWith({ topics: [raft(1)] });
  const renamed = topics.map((topic) => ({ ...topic, aliases: [topicId('raft-one')] }));
  expect(missingPart({ ...rest, topics: renamed }, 'raft', new Set([topicId('raft-one')]))).toBeNull();
  expect(missing([raft(1, { ...EARLIER, url: 'https://elsewhere.example/raft' })], [])).toBeNull();
});

it('a series that the calendar does not have may still go on', () => {
  expect(isSeriesComplete(calendarWith({ topics: [raft(1)] }), 'gone', new Set())).toBe(false);
});
