import { describe, expect, test } from 'vitest';
import { daysBetween, isoWeekday, type LocalDate } from '../../../src/core/zoned-time.ts';
import { openDaysAfter, slotsAfter } from '../../../src/domain/schedule/slots.ts';
import { calendarWith, date } from '../../support/calendars.ts';
import { first } from '../../support/first.ts';

type Sketch = NonNullable<Parameters<typeof calendarWith>[0]['cadence']>;

function days(count: number, change: Sketch, after: LocalDate | null = null): string[] {
  const { cadence } = calendarWith({ topics: [], cadence: change });
  return first(count, slotsAfter(cadence, after)).map((slot) => slot.date);
}

describe('the stride', () => {
  test('is never broken by the end of a year', () => {
    expect(days(3, { anchor: date('2026-12-22') })).toEqual(['2026-12-22', '2027-01-05', '2027-01-19']);
    expect(days(2, { anchor: date('2027-12-31') })).toEqual(['2027-12-31', '2028-01-14']);
  });

  test('goes through the 53rd week of 2026, where counting odd and even weeks would stumble', () => {
    const around = days(4, { anchor: date('2026-12-15') });
    expect(around).toEqual(['2026-12-15', '2026-12-29', '2027-01-12', '2027-01-26']);
    expect(around.map((day) => isoWeek(date(day)))).toEqual([51, 53, 2, 4]);
  });

  test('takes a leap day for a day, and can fall on one', () => {
    expect(days(3, { anchor: date('2028-02-15') })).toEqual(['2028-02-15', '2028-02-29', '2028-03-14']);
    expect(days(2, { anchor: date('2028-02-22') })).toEqual(['2028-02-22', '2028-03-07']);
    expect(days(2, { anchor: date('2027-02-23') })).toEqual(['2027-02-23', '2027-03-09']);
    expect(days(2, { anchor: date('2028-02-29'), everyDays: 366 })).toEqual(['2028-02-29', '2029-03-01']);
  });

  test('keeps weekday and phase for four centuries, wherever one looks', () => {
    const anchor = date('2026-12-08');
    for (const after of ['2027-12-31', '2100-02-28', '2399-12-31'].map(date)) {
      const [day = ''] = days(1, { anchor }, after);
      expect([isoWeekday(date(day)), daysBetween(anchor, date(day)) % 14]).toEqual([2, 0]);
    }
  });
});

describe('days off and days between', () => {
  test('a slot in a skipped range stays a publishing day that publishes nothing; the phase does not move', () => {
    const skip = [{ from: date('2026-12-20'), to: date('2027-01-06') }];
    const { cadence } = calendarWith({ topics: [], cadence: { skip } });
    expect(first(4, slotsAfter(cadence, null)).map((slot) => [slot.date, slot.skipped])).toEqual([
      ['2026-12-08', false],
      ['2026-12-22', 'skip'],
      ['2027-01-05', 'skip'],
      ['2027-01-19', false],
    ]);
    expect(first(2, openDaysAfter(cadence, null))).toEqual(['2026-12-08', '2027-01-19']);
  });

  test('a range that holds no publishing day changes nothing', () => {
    const skip = [{ from: date('2026-12-09'), to: date('2026-12-21') }];
    expect(days(2, { skip })).toEqual(days(2, {}));
  });

  test('an extra comes in between, before the anchor too, and starts no grid of its own', () => {
    const extra = [date('2026-11-24'), date('2026-12-15')];
    expect(days(4, { extra })).toEqual(['2026-11-24', '2026-12-08', '2026-12-15', '2026-12-22']);
  });
});

/** ISO 8601: week 1 is the one with the year's first Thursday. */
function isoWeek(day: LocalDate): number {
  const thursday = new Date(Date.parse(day) + (4 - isoWeekday(day)) * 86_400_000);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - newYear) / (7 * 86_400_000)) + 1;
}
