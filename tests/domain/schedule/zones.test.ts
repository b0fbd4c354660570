import { describe, expect, test } from 'vitest';
import { wallClock } from '../../../src/core/zoned-time.ts';
import { type Slot, slotsAfter } from '../../../src/domain/schedule/slots.ts';
import { calendarWith, date, wallTime, zone } from '../../support/calendars.ts';
import { first } from '../../support/first.ts';

const { cadence: fortnightly } = calendarWith({ topics: [] });

function slotsOf(count: number, name: string, anchor: string, at = '09:00'): Slot[] {
  const cadence = { ...fortnightly, anchor: date(anchor), zone: zone(name), at: wallTime(at) };
  return first(count, slotsAfter(cadence, null));
}

function shown(slots: readonly Slot[]): string[] {
  return slots.map(
    (slot) => `${slot.date} ${new Date(slot.instant).toISOString().slice(0, 16)}Z ${slot.offset}`,
  );
}

describe('an anchor', () => {
  test('in a gap comes out later by the gap, and the slots after it at the time that was asked for', () => {
    expect(shown(slotsOf(2, 'America/Los_Angeles', '2027-03-14', '02:30'))).toEqual([
      '2027-03-14 2027-03-14T10:30Z -07:00',
      '2027-03-28 2027-03-28T09:30Z -07:00',
    ]);
  });

  test('in an overlap comes out at the first of the two, and only then', () => {
    expect(shown(slotsOf(2, 'America/Los_Angeles', '2026-11-01', '01:30'))).toEqual([
      '2026-11-01 2026-11-01T08:30Z -07:00',
      '2026-11-15 2026-11-15T09:30Z -08:00',
    ]);
  });

  test('in a gap that ends the day keeps its date, though the clocks show the next one', () => {
    expect(shown(slotsOf(2, 'America/Nuuk', '2026-03-28', '23:30'))).toEqual([
      '2026-03-28 2026-03-29T01:30Z -01:00',
      '2026-04-11 2026-04-12T00:30Z -01:00',
    ]);
  });
});

describe('Lord Howe, which moves its clocks by half an hour', () => {
  test('shifts a time in the gap by that half hour', () => {
    expect(shown(slotsOf(2, 'Australia/Lord_Howe', '2026-10-04', '02:15'))).toEqual([
      '2026-10-04 2026-10-03T15:45Z +11:00',
      '2026-10-18 2026-10-17T15:15Z +11:00',
    ]);
  });

  test('takes the first of a half hour that comes twice', () => {
    expect(shown(slotsOf(2, 'Australia/Lord_Howe', '2027-04-04', '01:45'))).toEqual([
      '2027-04-04 2027-04-03T14:45Z +11:00',
      '2027-04-18 2027-04-17T15:15Z +10:30',
    ]);
  });
});

test.each([
  ['Asia/Kolkata', '03:30', '+05:30'],
  ['Asia/Kathmandu', '03:15', '+05:45'],
  ['Australia/Eucla', '00:15', '+08:45'],
])('%s, which never moves them, publishes at %s UTC the year round', (name, utc, offset) => {
  for (const slot of slotsOf(27, name, '2026-12-08')) {
    expect(shown([slot])).toEqual([`${slot.date} ${slot.date}T${utc}Z ${offset}`]);
  }
});

test('in every zone there is, a slot at 09:00 is at 09:00 on the wall of its own date', () => {
  const quarterly = { ...fortnightly, everyDays: 91 };
  const wrong = Intl.supportedValuesOf('timeZone').flatMap((name) => {
    const cadence = { ...quarterly, zone: zone(name) };
    return first(4, slotsAfter(cadence, null)).filter((slot) => {
      const { date: day, time } = wallClock(slot.instant, cadence.zone);
      return day !== slot.date || time !== '09:00';
    });
  });
  expect(wrong).toEqual([]);
});
