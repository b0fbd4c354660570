import { describe, expect, test } from 'vitest';
import { noFacts, type ScheduleFacts } from '../../../src/domain/schedule/facts.ts';
import { wordsOfFilling } from '../../../src/domain/schedule/filling.ts';
import { plan } from '../../../src/domain/schedule/plan.ts';
import { runway } from '../../../src/domain/schedule/runway.ts';
import {
  type CalendarSketch,
  calendarWith,
  date,
  instant,
  readyByStatus,
  topicId,
} from '../../support/calendars.ts';

function inputOf(sketch: CalendarSketch, facts: ScheduleFacts = noFacts, now = '2026-11-22T12:00:00-08:00') {
  const calendar = calendarWith(sketch);
  return { calendar, facts, readinessOf: readyByStatus(calendar), now: instant(now) };
}

function dealt(column: 'planned' | 'committed', sketch: CalendarSketch, count?: number) {
  const rows = plan({ ...inputOf(sketch), ...(count === undefined ? {} : { count }) });
  return rows.map((row) => row[column].topic);
}

function reasons(sketch: CalendarSketch, count: number) {
  return plan({ ...inputOf(sketch), count }).map((row) => wordsOfFilling(row.committed));
}

describe('the queue', () => {
  test('leaves out what is parked or published', () => {
    const topics = [
      { id: 'a', status: 'published', published: '2026-01-01' },
      { id: 'b', status: 'parked', pin: '2026-12-08' },
      { id: 'c' },
    ] as const;
    expect(dealt('planned', { topics }, 2)).toEqual(['c', null]);
  });

  test('passes a topic over until its first day has come', () => {
    const topics = [{ id: 'a', notBefore: '2026-12-09' }, { id: 'b' }, { id: 'c' }];
    expect(dealt('planned', { topics })).toEqual(['b', 'a', 'c']);
  });

  test('keeps pinned slots free for their topics, and the first of two pins wins', () => {
    const topics = [{ id: 'a' }, { id: 'b' }, { id: 'c', pin: '2026-12-22' }, { id: 'd', pin: '2026-12-22' }];
    expect(dealt('planned', { topics })).toEqual(['a', 'c', 'b', 'd']);
  });

  test('takes a missed pin back at its place in the file', () => {
    const topics = [{ id: 'a' }, { id: 'b', pin: '2026-12-08', status: 'draft' }, { id: 'c' }] as const;
    expect(reasons({ topics }, 3)).toEqual([
      'held for b, which is pinned here: it is not ready',
      'queue',
      'swapped past b',
    ]);
  });

  test('is held up by an unready head under hold', () => {
    const topics = [{ id: 'a', status: 'draft' }, { id: 'b' }] as const;
    const sketch: CalendarSketch = { topics, cadence: { whenNotReady: 'hold' } };
    expect(dealt('committed', sketch)).toEqual([null, null]);
    expect(reasons(sketch, 1)).toEqual(['held for a: it is not ready']);
  });
});

describe('a series', () => {
  const raft = (part: number, more: object = {}) => ({ id: `raft-${part}`, series: 'raft', part, ...more });

  test('goes by part, whatever the order in the file', () => {
    expect(dealt('planned', { topics: [raft(3), raft(2), raft(1), { id: 'x' }] })).toEqual([
      'raft-1',
      'raft-2',
      'raft-3',
      'x',
    ]);
  });

  test('waits for a parked part, and for one that is pinned later', () => {
    expect(
      dealt('planned', { topics: [raft(1), raft(2, { status: 'parked' }), raft(3), { id: 'x' }] }),
    ).toEqual(['raft-1', 'x', null]);
    expect(dealt('planned', { topics: [raft(1, { pin: '2026-12-22' }), raft(2), { id: 'x' }] })).toEqual([
      'x',
      'raft-1',
      'raft-2',
    ]);
  });

  test('makes a pin wait for its predecessor too', () => {
    const topics = [{ id: 'x' }, raft(1), raft(2, { pin: '2026-12-08' })];
    expect(reasons({ topics }, 1)).toEqual(['held for raft-2, which is pinned here: raft-1 comes first']);
  });

  test('that is contiguous lets nothing come between its parts once it has begun', () => {
    const topics = [{ id: 'a' }, raft(1), { id: 'b' }, raft(2), raft(3, { status: 'draft' }), { id: 'c' }];
    expect(dealt('planned', { topics, contiguous: ['raft'] })).toEqual([
      'a',
      'raft-1',
      'raft-2',
      'raft-3',
      'b',
      'c',
    ]);
    expect(reasons({ topics, contiguous: ['raft'] }, 4).slice(2)).toEqual([
      'next part of raft',
      'held for raft-3, the next part of a contiguous series: it is not ready',
    ]);
  });

  test('that is contiguous waits for a part that is pinned later', () => {
    const topics = [raft(1), raft(2, { pin: '2027-01-05' }), { id: 'x' }];
    expect(dealt('planned', { topics, contiguous: ['raft'] })).toEqual(['raft-1', null, 'raft-2']);
  });

  test('that is contiguous gives way to a pin, and lets go when its next part is parked', () => {
    const pinned = [raft(1), raft(2), { id: 'p', pin: '2026-12-22' }];
    expect(dealt('planned', { topics: pinned, contiguous: ['raft'] })).toEqual(['raft-1', 'p', 'raft-2']);
    const parked = [raft(1), raft(2, { status: 'parked' }), { id: 'x' }];
    expect(dealt('planned', { topics: parked, contiguous: ['raft'] })).toEqual(['raft-1', 'x']);
  });
});

describe('rows', () => {
  const topics = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const published = { kind: 'published', topic: topicId('b') } as const;
  const facts: ScheduleFacts = {
    begunFrom: null,
    slots: [{ date: date('2026-12-08'), outcome: published }],
    publications: [{ topic: topicId('b'), slot: date('2026-12-08'), at: instant('2026-12-08T17:00:00Z') }],
  };

  test('begin after the latest recorded slot, even when the clock stands before it', () => {
    const rows = plan(inputOf({ topics }, facts));
    expect(rows.map((row) => [row.date, row.planned.topic])).toEqual([
      ['2026-12-22', 'a'],
      ['2027-01-05', 'c'],
    ]);
  });

  test('begin with a slot that is held, as long as it may publish', () => {
    const during = plan(inputOf({ topics }, facts, '2026-12-24T09:00:00-08:00'));
    const after = plan(inputOf({ topics }, facts, '2026-12-24T09:00:01-08:00'));
    expect([during[0]?.date, after[0]?.date]).toEqual(['2026-12-22', '2027-01-05']);
  });

  test('begin with the next slot on a new database, which publishes nothing late', () => {
    expect(plan(inputOf({ topics }, noFacts, '2026-12-08T10:00:00-08:00'))[0]?.date).toBe('2026-12-22');
  });

  test('do not depend on where the view begins', () => {
    const input = inputOf({ topics });
    expect(plan({ ...input, from: date('2026-12-20'), until: date('2027-01-05') })).toEqual(
      plan(input).slice(1),
    );
  });

  test('can be asked for as of an earlier day', () => {
    const later = inputOf({ topics }, noFacts, '2027-06-01T12:00:00-07:00');
    expect(plan({ ...later, from: date('2026-11-22') })).toEqual(plan(inputOf({ topics })));
  });

  test('are none when none is asked for', () => {
    expect(plan({ ...inputOf({ topics }), count: 0 })).toEqual([]);
    expect(plan({ ...inputOf({ topics }), until: date('2026-12-07') })).toEqual([]);
  });
});

describe('the runway', () => {
  test('ends after the last topic when all are ready', () => {
    expect(runway(inputOf({ topics: [{ id: 'a' }, { id: 'b' }] }))).toMatchObject({
      posts: 2,
      dryOn: '2027-01-05',
      why: { kind: 'nothing-left' },
    });
  });

  test('ends at a pin that is not ready, though others are', () => {
    const topics = [{ id: 'a' }, { id: 'p', pin: '2026-12-22', status: 'draft' }, { id: 'b' }] as const;
    expect(runway(inputOf({ topics }))).toMatchObject({ posts: 1, weeks: 4, dryOn: '2026-12-22' });
  });

  test('has no end when no slot opens any more', () => {
    const skip = [{ from: date('2026-01-01'), to: date('9999-12-31') }];
    expect(runway(inputOf({ topics: [{ id: 'a' }], cadence: { skip } }))).toMatchObject({
      posts: 0,
      dryOn: null,
    });
  });
});

test('planning thousands of topics takes no time to speak of, ready or not', () => {
  const timeFor = (size: number): number => {
    const topics = Array.from(
      { length: size },
      (_, index) => ({ id: `t-${index}`, status: index % 2 ? 'ready' : 'draft' }) as const,
    );
    const input = inputOf({ topics });
    // This process's own time: what else the machine does is no matter.
    const before = process.cpuUsage();
    expect(runway(input).posts).toBe(size / 2);
    const { user } = process.cpuUsage(before);
    return user / 1_000;
  };
  timeFor(1_000);
  expect(timeFor(20_000)).toBeLessThan(2_000);
});
