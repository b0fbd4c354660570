import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/core/clock.ts';
import { emailDue } from '../../../src/domain/schedule/email.ts';
import { noFacts } from '../../../src/domain/schedule/facts.ts';
import { plan } from '../../../src/domain/schedule/plan.ts';
import { runway } from '../../../src/domain/schedule/runway.ts';
import {
  type CalendarSketch,
  calendarWith,
  date,
  instant,
  readyByStatus,
  workedQueue,
} from '../../support/calendars.ts';
import { Diary, type Look } from '../../support/diary.ts';

const november = instant('2026-11-22T12:00:00-08:00');

function look(at: string, sketch: Partial<CalendarSketch> = {}): Look {
  const calendar = calendarWith({ topics: workedQueue, ...sketch });
  return { calendar, cadence: calendar.cadence, readinessOf: readyByStatus(calendar), now: instant(at) };
}

function planOf(sketch: Partial<CalendarSketch> = {}) {
  const calendar = calendarWith({ topics: workedQueue, ...sketch });
  return { calendar, facts: noFacts, readinessOf: readyByStatus(calendar), now: november };
}

function columns(sketch: Partial<CalendarSketch>, count: number) {
  return plan({ ...planOf(sketch), count }).map((row) => [row.date, row.planned.topic, row.committed.topic]);
}

function begunDiary(): Diary {
  const diary = new Diary();
  diary.tick(look('2026-11-22T12:00:00-08:00'));
  return diary;
}

/** `raft-2` with another status, or moved, pinned… */
function queueWith(id: string, change: object) {
  return workedQueue.map((topic) => (topic.id === id ? { ...topic, ...change } : topic));
}

describe('the worked examples of the calendar spec', () => {
  test('1: nothing special', () => {
    expect(columns({}, 4)).toEqual([
      ['2026-12-08', 'after-cap-pacelc', 'after-cap-pacelc'],
      ['2026-12-22', 'raft-1', 'raft-1'],
      ['2027-01-05', 'raft-2', 'on-call-taught-me'],
      ['2027-01-19', 'raft-3', null],
    ]);
    expect(plan(planOf())[2]?.committed.why).toEqual({ kind: 'swapped', past: 'raft-2' });
    const [first] = plan(planOf());
    expect(first).toMatchObject({
      instant: instant('2026-12-08T17:00:00Z'),
      offset: '-08:00',
      readiness: { ready: true },
    });
    const { email, cadence } = planOf().calendar;
    const due = emailDue({ publishedAt: instant('2026-12-08T17:00:00Z'), policy: email, zone: cadence.zone });
    expect(due).toBe(instant('2026-12-08T19:00:00Z'));
  });

  test('1: the runway, under next-ready and under hold', () => {
    expect(runway(planOf())).toMatchObject({ from: '2026-11-22', posts: 3, weeks: 8, dryOn: '2027-01-19' });
    const hold = { cadence: { whenNotReady: 'hold' } } as const;
    expect(runway(planOf(hold))).toMatchObject({ posts: 2, weeks: 6, dryOn: '2027-01-05' });
  });

  test('2: a skipped date moves the topics on, never the dates', () => {
    const skip = { cadence: { skip: [{ from: date('2026-12-22'), to: date('2026-12-22') }] } };
    expect(columns(skip, 3).map(([day, , committed]) => [day, committed])).toEqual([
      ['2026-12-08', 'after-cap-pacelc'],
      ['2027-01-05', 'raft-1'],
      ['2027-01-19', 'on-call-taught-me'],
    ]);
    expect(runway(planOf(skip))).toMatchObject({ posts: 3, dryOn: '2027-02-02' });
  });

  test('3: down over a slot and late for the next: one post, by night, mailed in the morning', () => {
    const diary = begunDiary();
    diary.tick(look('2026-12-08T09:00:00-08:00'));
    const decision = diary.tick(look('2027-01-06T03:00:00-08:00'));
    expect(diary.outcomes).toEqual([
      '2026-12-08 after-cap-pacelc',
      '2026-12-22 missed (downtime)',
      '2027-01-05 raft-1',
    ]);
    expect(decision.next).toMatchObject({ kind: 'publish', lateBy: 18 * HOUR });
    const { email, cadence } = planOf().calendar;
    const due = emailDue({
      publishedAt: instant('2027-01-06T03:00:00-08:00'),
      policy: email,
      zone: cadence.zone,
    });
    expect(due).toBe(instant('2027-01-06T08:00:00-08:00'));
    diary.tick(look('2027-01-19T09:00:00-08:00'));
    expect(diary.outcomes.at(-1)).toBe('2027-01-19 on-call-taught-me');
  });

  test('4: more than 48 h late is missed, and the author is told', () => {
    const diary = begunDiary();
    diary.tick(look('2026-12-08T09:00:00-08:00'));
    const decision = diary.tick(look('2027-01-08T10:00:00-08:00'));
    expect(diary.outcomes.slice(1)).toEqual(['2026-12-22 missed (downtime)', '2027-01-05 missed (late)']);
    expect(decision.tell).toContainEqual({
      kind: 'missed',
      key: 'missed:2027-01-05',
      slot: '2027-01-05',
      reason: 'late',
    });
    expect(diary.tick(look('2027-01-19T08:59:59-08:00')).next).toEqual({ kind: 'idle' });
    expect(diary.tick(look('2027-01-19T09:00:00-08:00')).next).toMatchObject({
      kind: 'publish',
      topic: 'raft-1',
    });
  });

  test('5: under hold a slot waits for the head of the queue', () => {
    const hold = { cadence: { whenNotReady: 'hold' } } as const;
    const diary = begunDiary();
    for (const day of ['2026-12-08', '2026-12-22']) diary.tick(look(`${day}T09:00:00-08:00`, hold));
    expect(diary.tick(look('2027-01-05T09:00:00-08:00', hold)).next).toMatchObject({
      kind: 'hold',
      reason: { kind: 'held', by: 'queue', topic: 'raft-2' },
      until: instant('2027-01-07T09:00:00-08:00'),
    });
    const mended = { ...hold, topics: queueWith('raft-2', { status: 'ready' }) };
    diary.tick(look('2027-01-06T20:00:00-08:00', mended));
    expect(diary.outcomes.at(-1)).toBe('2027-01-05 raft-2');
    const { email, cadence } = planOf().calendar;
    const due = emailDue({
      publishedAt: instant('2027-01-06T20:00:00-08:00'),
      policy: email,
      zone: cadence.zone,
    });
    expect(due).toBe(instant('2027-01-07T08:00:00-08:00'));
  });

  test('6: a pin holds its slot for its topic alone, then the queue carries on', () => {
    const pinned = { topics: queueWith('crdts', { pin: '2027-03-16' }) };
    const diary = new Diary({ ...noFacts, begunFrom: date('2027-03-16') });
    const held = diary.tick(look('2027-03-18T09:00:00-07:00', pinned));
    expect(held.next).toMatchObject({ kind: 'hold', reason: { kind: 'held', by: 'pin', topic: 'crdts' } });
    diary.tick(look('2027-03-18T09:00:01-07:00', pinned));
    diary.tick(look('2027-03-30T09:00:00-07:00', pinned));
    expect(diary.outcomes).toEqual(['2027-03-16 missed (not-ready)', '2027-03-30 after-cap-pacelc']);
  });

  test('7: moving a topic moves the unpinned ones between its places by one slot, and nothing else', () => {
    const queue = queueWith('eda-1', { pin: '2027-02-02' });
    const isCrdts = (topic: { id: string }): boolean => topic.id === 'crdts';
    const moved = [
      ...queue.slice(0, 2),
      ...queue.filter(isCrdts),
      ...queue.slice(2).filter((topic) => !isCrdts(topic)),
    ];
    const planned = (topics: typeof queue): unknown[] =>
      columns({ topics }, 10).map(([day, topic]) => `${day} ${topic}`);
    const before = planned(queue);
    const after = planned(moved);
    expect(after.slice(2, 4)).toEqual(['2027-01-05 crdts', '2027-01-19 raft-2']);
    expect(after[4]).toBe('2027-02-02 eda-1');
    expect(before.filter((row) => after.includes(row))).toEqual([
      '2026-12-08 after-cap-pacelc',
      '2026-12-22 raft-1',
      '2027-02-02 eda-1',
      '2027-04-13 post-quantum',
    ]);
  });

  test('8: an unreadable file holds the slot until it is mended', () => {
    const diary = begunDiary();
    diary.tick(look('2026-12-08T09:00:00-08:00'));
    const broken = diary.tick({ ...look('2026-12-22T09:00:00-08:00'), calendar: null });
    expect(broken.next).toMatchObject({ kind: 'hold', reason: { kind: 'calendar-invalid' } });
    expect(broken.tell.map((notice) => notice.key)).toEqual(['held:2026-12-22:calendar-invalid']);
    const again = diary.tick({ ...look('2026-12-22T09:01:00-08:00'), calendar: null });
    expect(again.tell).toEqual(broken.tell);
    expect(diary.tick(look('2026-12-22T09:20:00-08:00')).next).toMatchObject({
      kind: 'publish',
      topic: 'raft-1',
    });
  });

  test('9: a second worker finds the slot recorded', () => {
    const diary = begunDiary();
    diary.tick(look('2026-12-08T09:00:00-08:00'));
    expect(diary.tick(look('2026-12-08T09:00:00-08:00'))).toEqual({
      begin: null,
      close: [],
      next: { kind: 'idle' },
      tell: [],
    });
  });

  test('10: the quiet period ends two hours after publishing, so a fix within the first hour is in the mail', () => {
    const { email, cadence } = planOf().calendar;
    const publishedAt = instant('2026-12-08T09:00:00-08:00');
    expect(emailDue({ publishedAt, policy: email, zone: cadence.zone }) - publishedAt).toBe(2 * HOUR);
  });

  test('11: spring forward keeps 09:00 on the wall', () => {
    const rows = plan({ ...planOf(), from: date('2027-03-01'), count: 2 });
    expect(rows.map(({ date: day, instant: at, offset }) => [day, at, offset])).toEqual([
      ['2027-03-02', instant('2027-03-02T17:00:00Z'), '-08:00'],
      ['2027-03-16', instant('2027-03-16T16:00:00Z'), '-07:00'],
    ]);
  });
});
