import { describe, expect, test } from 'vitest';
import {
  addDays,
  daysBetween,
  instantOf,
  isoWeekday,
  parseLocalDate,
  parseZone,
  wallClock,
} from '../../src/core/zoned-time.ts';
import { date, instant, wallTime, zone } from '../support/calendars.ts';

function at(day: string, time: string, name: string): string {
  return new Date(instantOf(date(day), wallTime(time), zone(name))).toISOString();
}

describe('dates', () => {
  test('are real ones: 29 February only in leap years, and 2100 is none', () => {
    const days = [
      '2028-02-29',
      '2027-02-29',
      '2000-02-29',
      '2100-02-29',
      '2027-04-31',
      '2027-13-01',
      '1899-12-31',
    ];
    expect(days.filter((day) => parseLocalDate(day) !== null)).toEqual(['2028-02-29', '2000-02-29']);
  });

  test('are counted across leap days, year ends and centuries', () => {
    expect(addDays(date('2028-02-15'), 14)).toBe('2028-02-29');
    expect(addDays(date('2028-02-29'), 366)).toBe('2029-03-01');
    expect(addDays(date('2026-12-29'), 14)).toBe('2027-01-12');
    expect(daysBetween(date('1900-01-01'), date('2100-01-01'))).toBe(73_049);
  });

  test('have their weekday, before 1970 too', () => {
    const days = ['2026-12-31', '2028-02-29', '1969-12-28', '1969-12-29', '1900-01-01'];
    expect(days.map((day) => isoWeekday(date(day)))).toEqual([4, 2, 7, 1, 1]);
  });
});

describe('a wall time', () => {
  test('in a gap is later by the gap, be it an hour, half an hour or a day', () => {
    expect(at('2027-03-14', '02:30', 'America/Los_Angeles')).toBe('2027-03-14T10:30:00.000Z');
    expect(at('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
    expect(at('2011-12-30', '09:00', 'Pacific/Apia')).toBe(at('2011-12-31', '09:00', 'Pacific/Apia'));
  });

  test('in an overlap is the first of the two', () => {
    expect(at('2026-11-01', '01:30', 'America/Los_Angeles')).toBe('2026-11-01T08:30:00.000Z');
    expect(at('2027-04-04', '01:45', 'Australia/Lord_Howe')).toBe('2027-04-03T14:45:00.000Z');
    // Kwajalein lived through most of 30 September 1969 twice.
    expect(at('1969-09-30', '09:00', 'Pacific/Kwajalein')).toBe('1969-09-29T22:00:00.000Z');
  });

  test('in a gap at midnight may fall on the next date', () => {
    const late = instantOf(date('2026-03-28'), wallTime('23:30'), zone('America/Nuuk'));
    expect(wallClock(late, zone('America/Nuuk'))).toEqual({
      date: '2026-03-29',
      time: '00:30',
      offset: '-01:00',
    });
  });

  test('is read back in offsets of half and three quarters of an hour', () => {
    const now = instant('2026-12-08T12:00:00Z');
    const shown = ['Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Eucla', 'Pacific/Chatham'].map((name) => {
      const { date: day, time, offset } = wallClock(now, zone(name));
      return `${day} ${time} ${offset}`;
    });
    expect(shown).toEqual([
      '2026-12-08 17:30 +05:30',
      '2026-12-08 17:45 +05:45',
      '2026-12-08 20:45 +08:45',
      '2026-12-09 01:45 +13:45',
    ]);
  });
});

test('a zone is an IANA name this runtime has data for, never an offset', () => {
  expect(['Asia/Kathmandu', 'Etc/UTC', 'UTC'].map(parseZone)).toEqual(['Asia/Kathmandu', 'Etc/UTC', 'UTC']);
  expect(['+05:45', 'UTC+2', 'Mars/Olympus_Mons', '', 'Europe/Berlin '].map(parseZone)).toEqual(
    Array(5).fill(null),
  );
});
