import { describe, expect, test } from 'vitest';
import { noFacts } from '../../../src/domain/schedule/facts.ts';
import { nextOpenSlot } from '../../../src/domain/schedule/watermark.ts';
import {
  type CalendarSketch,
  calendarWith,
  date,
  instant,
  readyByStatus,
  topicId,
} from '../../support/calendars.ts';
import { Diary, type Look } from '../../support/diary.ts';

const topics: CalendarSketch['topics'] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }];

function look(at: string, sketch: Partial<CalendarSketch> = {}): Look {
  const calendar = calendarWith({ topics, ...sketch });
  return { calendar, cadence: calendar.cadence, readinessOf: readyByStatus(calendar), now: instant(at) };
}

function begun(from = '2026-12-01'): Diary {
  return new Diary({ ...noFacts, begunFrom: date(from) });
}

describe('a new database', () => {
  test('with its first date ahead notes the day, and then publishes in time', () => {
    const diary = new Diary();
    expect(diary.tick(look('2026-12-08T08:59:00-08:00'))).toMatchObject({
      begin: '2026-12-08',
      next: { kind: 'idle' },
    });
    expect(diary.tick(look('2026-12-08T09:00:00-08:00')).next).toMatchObject({
      kind: 'publish',
      topic: 'a',
      lateBy: 0,
    });
  });

  test('with dates behind it does nothing until it is told where to begin', () => {
    const diary = new Diary();
    const decision = diary.tick(look('2026-12-22T09:00:00-08:00'));
    expect(decision).toMatchObject({
      begin: null,
      close: [],
      next: { kind: 'needs-begin', lastPassed: '2026-12-22', nextOpen: '2027-01-05' },
    });
    expect(decision.tell.map((notice) => notice.key)).toEqual(['needs-begin:2026-12-22']);
    diary.begin(date('2026-12-22'));
    diary.tick(look('2026-12-22T09:05:00-08:00'));
    expect(diary.outcomes).toEqual(['2026-12-22 a']);
  });

  test('without a readable file has nothing to go by', () => {
    const unread = { ...look('2026-12-22T09:00:00-08:00'), calendar: null, cadence: null };
    expect(new Diary().tick(unread)).toEqual({ begin: null, close: [], next: { kind: 'idle' }, tell: [] });
  });
});

describe('slots that went by', () => {
  test('are closed without a burst, skipped ones as skipped', () => {
    const diary = begun();
    const skip = [{ from: date('2026-12-22'), to: date('2026-12-22') }];
    diary.tick(look('2027-01-19T10:00:00-08:00', { cadence: { skip } }));
    expect(diary.outcomes).toEqual([
      '2026-12-08 missed (downtime)',
      '2026-12-22 skipped',
      '2027-01-05 missed (downtime)',
      '2027-01-19 a',
    ]);
  });

  test('are told to the author unless they were skipped', () => {
    const decision = begun().tick(
      look('2027-01-05T09:00:00-08:00', { cadence: { pauseUntil: date('2026-12-20') } }),
    );
    expect(decision.tell.map((notice) => notice.key)).toEqual(['missed:2026-12-22']);
  });

  test('of a pause are closed, and nothing back-fires when it ends', () => {
    const diary = begun();
    const paused = { cadence: { pauseUntil: date('2027-01-01') } };
    for (const day of ['2026-12-08', '2026-12-22']) diary.tick(look(`${day}T09:00:00-08:00`, paused));
    expect(diary.tick(look('2026-12-22T09:01:00-08:00')).next).toEqual({ kind: 'idle' });
    expect(diary.outcomes).toEqual(['2026-12-08 skipped', '2026-12-22 skipped']);
  });

  test('before the beginning are not even recorded', () => {
    const diary = begun('2027-01-01');
    diary.tick(look('2027-01-05T09:00:00-08:00'));
    expect(diary.outcomes).toEqual(['2027-01-05 a']);
  });
});

describe('a slot past its catch-up is missed', () => {
  const tooLate = '2026-12-10T09:00:00.001-08:00';
  const broken = { calendar: null };
  const unready = { topics: [{ id: 'a', status: 'draft' }] } as const;

  test.each([
    ['late when only the hour stood in the way', look(tooLate), 'late'],
    ['not-ready when nothing could fill it', look(tooLate, unready), 'not-ready'],
    ['calendar-invalid when the file is broken', { ...look(tooLate), ...broken }, 'calendar-invalid'],
  ])('%s', (_, at, reason) => {
    const diary = begun();
    expect(diary.tick(at).next).toEqual({ kind: 'idle' });
    expect(diary.outcomes).toEqual([`2026-12-08 missed (${reason})`]);
  });

  test('and not a millisecond before', () => {
    expect(begun().tick(look('2026-12-10T09:00:00-08:00')).next).toMatchObject({
      kind: 'publish',
      topic: 'a',
    });
  });
});

describe('the clock', () => {
  test('going backwards does nothing', () => {
    const diary = begun();
    diary.tick(look('2026-12-08T09:00:00-08:00'));
    expect(diary.tick(look('2026-11-01T09:00:00-08:00'))).toMatchObject({
      close: [],
      next: { kind: 'idle' },
    });
    expect(diary.tick(look('2026-12-08T09:05:00-08:00')).next).toEqual({ kind: 'idle' });
  });

  test('reaching a slot that was used early by hand finds it closed', () => {
    const diary = new Diary({
      begunFrom: date('2026-12-01'),
      slots: [{ date: date('2026-12-08'), outcome: { kind: 'published', topic: topicId('c') } }],
      publications: [
        { topic: topicId('c'), slot: date('2026-12-08'), at: instant('2026-12-02T12:00:00-08:00') },
      ],
    });
    expect(diary.tick(look('2026-12-08T09:00:00-08:00')).next).toEqual({ kind: 'idle' });
    diary.tick(look('2026-12-22T09:00:00-08:00'));
    expect(diary.outcomes).toEqual(['2026-12-08 c', '2026-12-22 a']);
  });
});

test('an earlier date that a later edit adds stays closed', () => {
  const diary = begun();
  diary.tick(look('2026-12-08T09:00:00-08:00'));
  diary.tick(look('2026-12-22T09:00:00-08:00'));
  const edited = { cadence: { extra: [date('2026-12-15')] } };
  expect(diary.tick(look('2026-12-23T09:00:00-08:00', edited)).next).toEqual({ kind: 'idle' });
});

test('the next open slot is the held one, else the one to come', () => {
  const { cadence } = calendarWith({ topics });
  const at = (now: string) => nextOpenSlot(cadence, begun().facts, instant(now))?.date;
  expect(at('2026-11-22T12:00:00-08:00')).toBe('2026-12-08');
  expect(at('2026-12-09T12:00:00-08:00')).toBe('2026-12-08');
  expect(at('2026-12-12T12:00:00-08:00')).toBe('2026-12-22');
});
