import { describe, expect, test } from 'vitest';
import { noFacts } from '../../../src/domain/schedule/facts.ts';
import { whyTopic } from '../../../src/domain/schedule/why.ts';
import { wordsOfReason } from '../../../src/domain/schedule/why-words.ts';
import {
  calendarWith,
  date,
  instant,
  readyByStatus,
  type TopicSketch,
  topicId,
  workedQueue,
} from '../../support/calendars.ts';

function why(id: string, topics: readonly TopicSketch[] = workedQueue, facts = noFacts): string[] {
  const calendar = calendarWith({ topics });
  const now = instant('2026-11-22T12:00:00-08:00');
  const reasons = whyTopic({
    calendar,
    facts,
    readinessOf: readyByStatus(calendar),
    now,
    topic: topicId(id),
  });
  return reasons.map(wordsOfReason);
}

describe('why a topic has its date', () => {
  test('the head of the queue', () => {
    expect(why('after-cap-pacelc')).toEqual([
      'planned for 2026-12-08, open slot 1 from now (queue)',
      'at the head of the queue',
    ]);
  });

  test('a part that is not ready, behind another', () => {
    expect(why('raft-2')).toEqual([
      'planned for 2027-01-05, open slot 3 from now (queue)',
      'would not come out with what is ready now',
      'number 3 in the queue, after raft-1 (2026-12-22)',
      'part 2 of raft: raft-1 (2026-12-22) comes first',
      'not ready: it is not ready',
    ]);
  });

  test('one that would be swapped forward', () => {
    expect(why('on-call-taught-me').slice(0, 2)).toEqual([
      'planned for 2027-02-16, open slot 6 from now (queue)',
      'would come out on 2027-01-05 with what is ready now',
    ]);
  });

  test('a pin ahead, a pin past, and one that is no publishing day', () => {
    const topics = [
      { id: 'x' },
      { id: 'a', pin: '2027-01-19' },
      { id: 'b', pin: '2026-11-01' },
      { id: 'c', pin: '2026-12-09' },
    ];
    expect(why('a', topics)).toEqual([
      'planned for 2027-01-19, open slot 4 from now (pin)',
      'pinned to 2027-01-19',
    ]);
    expect(why('b', topics).at(-1)).toBe('pinned to 2026-11-01, which is no publishing day');
    const begun = { ...noFacts, begunFrom: date('2027-01-20') };
    expect(why('a', topics, begun).slice(1)).toEqual([
      'number 2 in the queue, after x (2027-02-02)',
      'pinned to 2027-01-19, which is past: it has its place in the queue again',
    ]);
  });

  test('a part behind a parked one is in no slot', () => {
    const topics: TopicSketch[] = [
      { id: 'raft-1', series: 'raft', part: 1, status: 'parked' },
      { id: 'raft-2', series: 'raft', part: 2, notBefore: '2027-01-01' },
    ];
    expect(why('raft-2', topics)).toEqual([
      'in no slot, as things stand',
      'at the head of the queue',
      'part 2 of raft: raft-1, which is parked, comes first',
      'not before 2027-01-01',
    ]);
    expect(why('raft-1', topics)).toEqual(['parked: out of the plan until its status changes']);
  });

  test('what is out, older than Fortnight, or unknown', () => {
    const publications = [{ topic: topicId('raft-1'), slot: date('2026-12-08'), at: 0 }];
    expect(why('raft-1', workedQueue, { ...noFacts, publications })).toEqual([
      'published in slot 2026-12-08',
    ]);
    expect(why('old', [{ id: 'old', status: 'published', published: '2025-01-01' }])).toEqual([
      'came out before Fortnight, on 2025-01-01',
    ]);
    expect(why('nowhere')).toEqual(['the calendar has no such topic']);
  });
});
