import { expect, it } from 'vitest';
import type { TopicId } from '../../../src/domain/calendar/calendar.ts';
import { isSeriesComplete } from '../../../src/domain/schedule/series-complete.ts';
import { calendarWith, type TopicSketch } from '../../support/calendars.ts';

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

it('counts a part that came out before Fortnight', () => {
  expect(complete(2, [raft(1, { status: 'published' }), raft(2)], ['raft-2'])).toBe(true);
});

it('a series that the calendar does not have may still go on', () => {
  expect(isSeriesComplete(calendarWith({ topics: [raft(1)] }), 'gone', new Set())).toBe(false);
});
