import { describe, expect, it } from 'vitest';
import type { CalendarEdit } from '../../../src/domain/calendar/edits/calendar-edit.ts';
import { noFacts } from '../../../src/domain/schedule/facts.ts';
import type { PlanInput } from '../../../src/domain/schedule/plan.ts';
import { runway } from '../../../src/domain/schedule/runway.ts';
import { shiftsBetween } from '../../../src/domain/schedule/shifts.ts';
import { whatIf } from '../../../src/domain/schedule/what-if.ts';
import {
  type CalendarSketch,
  calendarWith,
  instant,
  readyByStatus,
  topicId,
  workedQueue,
} from '../../support/calendars.ts';
import { add, move, pin, rename, skip, status } from '../calendar/edits/edits.ts';

function planOf(sketch: Partial<CalendarSketch> = {}): PlanInput {
  const calendar = calendarWith({ topics: workedQueue, ...sketch });
  return {
    calendar,
    facts: noFacts,
    readinessOf: readyByStatus(calendar),
    now: instant('2026-11-22T12:00:00-08:00'),
  };
}

function changed(before: PlanInput, ...edits: readonly CalendarEdit[]): PlanInput {
  const outcome = whatIf(before, edits);
  if (outcome.kind === 'refused') throw new Error(outcome.refusal.reason);
  return outcome.input;
}

/** `topic: old -> new`, planned dates without their year; `=` where only what is ready now moves. */
function moved(before: PlanInput, ...edits: readonly CalendarEdit[]): readonly string[] {
  return shiftsBetween(before, changed(before, ...edits)).map(({ topic, planned }) => {
    const short = (date: string | null) => date?.slice(5) ?? 'none';
    return planned.before === planned.after
      ? `${topic}: =`
      : `${topic}: ${short(planned.before)} -> ${short(planned.after)}`;
  });
}

describe('what would move', () => {
  it('worked example 7: crdts before raft-2', () => {
    expect(moved(planOf(), move('crdts', 'before', 'raft-2'))).toEqual([
      'crdts: 03-30 -> 01-05',
      'raft-2: 01-05 -> 01-19',
      'raft-3: 01-19 -> 02-02',
      'raft-4: 02-02 -> 02-16',
      'on-call-taught-me: 02-16 -> 03-02',
      'eda-1: 03-02 -> 03-16',
      'eda-2: 03-16 -> 03-30',
    ]);
  });

  it('leaves pinned topics where they are', () => {
    const topics = workedQueue.map((topic) =>
      topic.id === 'eda-1' ? { ...topic, pin: '2027-01-05' } : topic,
    );
    const before = planOf({ topics });
    expect(moved(before, move('crdts', 'before', 'raft-2')).some((row) => row.startsWith('eda-1:'))).toBe(
      false,
    );
  });

  it('a topic that is ready moves nothing planned, and what comes out as things stand', () => {
    const before = planOf();
    expect(moved(before, status('raft-2', 'ready'))).toEqual(['raft-2: =', 'on-call-taught-me: =']);
    expect(runway(before)).toMatchObject({ posts: 3, weeks: 8, dryOn: '2027-01-19' });
    expect(runway(changed(before, status('raft-2', 'ready')))).toMatchObject({
      posts: 4,
      dryOn: '2027-02-02',
    });
  });

  it('a skipped day moves all that stands behind it; edits add up', () => {
    expect(moved(planOf(), skip('2027-03-16'))).toEqual([
      'eda-2: 03-16 -> 03-30',
      'crdts: 03-30 -> 04-13',
      'post-quantum: 04-13 -> 04-27',
    ]);
    expect(moved(planOf(), skip('2027-03-16'), status('eda-2', 'parked'))).toEqual(['eda-2: 03-16 -> none']);
  });

  it('parked, added and pinned topics come and go', () => {
    expect(moved(planOf(), status('post-quantum', 'parked'))).toEqual(['post-quantum: 04-13 -> none']);
    expect(moved(planOf(), add('last', { track: 'distributed-systems' }))).toEqual(['last: none -> 04-27']);
    expect(moved(planOf(), pin('post-quantum', '2027-04-27'))).toEqual(['post-quantum: 04-13 -> 04-27']);
  });

  it('nothing moves for an edit that changes nothing, and a renamed topic is the same one', () => {
    expect(moved(planOf(), status('crdts', 'idea'))).toEqual([]);
    expect(moved(planOf(), rename('crdts', 'merging'))).toEqual([]);
  });

  it('says which edit makes no sense', () => {
    expect(whatIf(planOf(), [skip('2027-03-16'), move('crdt', 'before', 'eda-1')])).toMatchObject({
      kind: 'refused',
      at: 1,
      refusal: { reason: 'the calendar has no topic `crdt`', help: 'did you mean `crdts`?' },
    });
    expect(whatIf(planOf(), [add('x', { track: 'none' })])).toMatchObject({ kind: 'refused', at: 0 });
  });

  it('says what a topic that was taken out loses', () => {
    const without = planOf({ topics: workedQueue.filter(({ id }) => id !== 'crdts') });
    expect(shiftsBetween(planOf(), without).map(({ topic, planned }) => [topic, planned.after])).toEqual([
      [topicId('post-quantum'), '2027-03-30'],
      [topicId('crdts'), null],
    ]);
  });
});
