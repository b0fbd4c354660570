import { expect, test } from 'vitest';
import { HOUR, type Instant } from '../../../src/core/clock.ts';
import { calendarWith, date, instant, readyByStatus, zone } from '../../support/calendars.ts';
import { Diary } from '../../support/diary.ts';

// A country that moves its clocks differently from what this Node has heard looks, from here, like the same calendar in a
// zone an hour away. Fixed offsets stand in for zone data before and after an update (signs are POSIX: +8 is UTC-8).
const outOfDate = zone('Etc/GMT+8');
const upToDate = zone('Etc/GMT+7');
const topics = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

function look(at: Instant | string, name: typeof outOfDate) {
  const calendar = calendarWith({ cadence: { anchor: date('2026-12-08'), zone: name }, topics });
  const now = typeof at === 'string' ? instant(at) : at;
  return { calendar, cadence: calendar.cadence, readinessOf: readyByStatus(calendar), now };
}

function begun(name: typeof outOfDate): Diary {
  const diary = new Diary();
  diary.tick(look('2026-12-01T00:00:00Z', name));
  return diary;
}

test('data that comes after a slot went out, and puts it later, sends nothing twice', () => {
  const diary = begun(upToDate);
  diary.tick(look('2026-12-08T16:00:00Z', upToDate));
  const before = diary.facts;
  for (const at of ['2026-12-08T16:01:00Z', '2026-12-08T17:00:00Z', '2026-12-09T17:00:00Z']) {
    diary.tick(look(at, outOfDate));
  }
  expect(diary.facts).toEqual(before);
});

test('data that comes before a slot, and puts it earlier, publishes at once what is an hour late', () => {
  const diary = begun(outOfDate);
  expect(diary.tick(look('2026-12-08T16:59:00Z', outOfDate)).next).toEqual({ kind: 'idle' });
  expect(diary.tick(look('2026-12-08T16:59:30Z', upToDate)).next).toMatchObject({
    kind: 'publish',
    topic: 'a',
    lateBy: HOUR - 30_000,
  });
});

test('old data costs an hour, never a date: the same slots get the same topics', () => {
  const outcomesWith = (name: typeof outOfDate): string[] => {
    const diary = begun(name);
    for (let now = instant('2026-12-08T00:00:00Z'); now < instant('2027-01-10T00:00:00Z'); now += 8 * HOUR) {
      diary.tick(look(now, name));
    }
    return diary.outcomes;
  };
  expect(outcomesWith(outOfDate)).toEqual(outcomesWith(upToDate));
});

test('a zone the data does not know yet is no zone; the last good cadence still holds the slot', () => {
  const diary = begun(outOfDate);
  const unreadable = { ...look('2026-12-08T17:00:00Z', outOfDate), calendar: null };
  expect(diary.tick(unreadable).next).toMatchObject({ kind: 'hold', reason: { kind: 'calendar-invalid' } });
});
