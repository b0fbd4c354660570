import { expect, it } from 'vitest';
import { noFacts } from '../../../src/domain/schedule/facts.ts';
import { summaryOf } from '../../../src/domain/schedule/summary.ts';
import { calendarWith, instant, readyByStatus } from '../../support/calendars.ts';

it('counts what is to come by track and by series, with the first and last date', () => {
  const calendar = calendarWith({
    topics: [
      { id: 'old', track: 'personal', status: 'published', published: '2026-01-01' },
      { id: 'a', track: 'systems', series: 'raft', part: 1 },
      { id: 'b', track: 'personal', status: 'draft' },
      { id: 'c', track: 'systems', series: 'raft', part: 2, status: 'idea' },
      { id: 'd', track: 'done', status: 'parked' },
    ],
  });
  const readinessOf = readyByStatus(calendar);
  const now = instant('2026-11-22T12:00:00-08:00');
  expect(summaryOf({ calendar, facts: noFacts, readinessOf, now })).toEqual({
    tracks: [
      { id: 'personal', title: 'personal', coming: 1, ready: 0, first: '2026-12-22', last: '2026-12-22' },
      { id: 'systems', title: 'systems', coming: 2, ready: 1, first: '2026-12-08', last: '2027-01-05' },
    ],
    series: [{ id: 'raft', title: 'raft', coming: 2, ready: 1, first: '2026-12-08', last: '2027-01-05' }],
  });
});
