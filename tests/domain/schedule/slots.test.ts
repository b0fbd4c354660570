import { describe, expect, test } from 'vitest';
import { wallClock } from '../../../src/core/zoned-time.ts';
import {
  isPublishingDay,
  nearestPublishingDays,
  openDaysAfter,
  slotOn,
  slotsAfter,
} from '../../../src/domain/schedule/slots.ts';
import dst from '../../fixtures/dst.json' with { type: 'json' };
import { calendarWith, date, instant, wallTime, zone } from '../../support/calendars.ts';
import { first } from '../../support/first.ts';

type Sketch = NonNullable<Parameters<typeof calendarWith>[0]['cadence']>;

function cadenceWith(change: Sketch = {}) {
  return calendarWith({ topics: [], cadence: change }).cadence;
}

describe('slots keep their wall time across every change of the clocks', () => {
  test.each(Object.entries(dst.slots))('%s, 2026 to 2028', (name, expected) => {
    const cadence = cadenceWith({ anchor: date('2026-01-06'), zone: zone(name) });
    const slots = first(expected.length, slotsAfter(cadence, null));
    expect(slots.map((slot) => [slot.date, slot.instant])).toEqual(
      expected.map(([day, at]) => [day, instant(at ?? '')]),
    );
    for (const slot of slots) {
      expect(wallClock(slot.instant, cadence.zone)).toEqual({
        date: slot.date,
        time: '09:00',
        offset: slot.offset,
      });
    }
  });

  test.each(dst.fixtures)('$date $at in $zone', (fixture) => {
    const cadence = cadenceWith({
      anchor: date(fixture.date),
      at: wallTime(fixture.at),
      zone: zone(fixture.zone),
    });
    expect(slotOn(cadence, cadence.anchor).instant).toBe(instant(fixture.instant));
  });

  test('a slot in a gap carries the offset in force when it comes out', () => {
    const cadence = cadenceWith({ anchor: date('2027-03-14'), at: wallTime('02:30') });
    expect(slotOn(cadence, cadence.anchor).offset).toBe('-07:00');
  });
});

describe('publishing days', () => {
  const extra = ['2026-12-15', '2026-12-22', '2026-12-15', '2027-01-01'].map(date);
  const skip = [{ from: date('2027-01-01'), to: date('2027-01-31') }];

  test('are the grid and the extras, each once, ascending', () => {
    const days = first(5, slotsAfter(cadenceWith({ extra }), null)).map((slot) => slot.date);
    expect(days).toEqual(['2026-12-08', '2026-12-15', '2026-12-22', '2027-01-01', '2027-01-05']);
  });

  test('start after any date, without walking there', () => {
    const [slot] = slotsAfter(cadenceWith(), date('9000-01-01'));
    expect(slot?.date).toBe('9000-01-07');
    expect(first(1, slotsAfter(cadenceWith(), date('2026-12-22')))[0]?.date).toBe('2027-01-05');
  });

  test('are marked when skipped or paused; an extra inside a skipped range is an exception to it', () => {
    const cadence = cadenceWith({ extra, skip, pauseUntil: date('2026-12-15') });
    expect(first(6, slotsAfter(cadence, null)).map((slot) => [slot.date, slot.skipped])).toEqual([
      ['2026-12-08', 'paused'],
      ['2026-12-15', false],
      ['2026-12-22', false],
      ['2027-01-01', false],
      ['2027-01-05', 'skip'],
      ['2027-01-19', 'skip'],
    ]);
    expect(first(4, openDaysAfter(cadence, null))).toEqual([
      '2026-12-15',
      '2026-12-22',
      '2027-01-01',
      '2027-02-02',
    ]);
  });

  test('end where everything to come is skipped, or with the year 9999', () => {
    const forEver = [{ from: date('2026-01-01'), to: date('9999-12-31') }];
    expect([...openDaysAfter(cadenceWith({ skip: forEver, everyDays: 1 }), null)]).toEqual([]);
    expect([...openDaysAfter(cadenceWith({ pauseUntil: date('9999-12-31') }), null)]).toEqual([]);
    expect([...slotsAfter(cadenceWith(), date('9999-12-28'))]).toEqual([]);
  });

  test('are recognised, and the nearest ones named', () => {
    const cadence = cadenceWith({ extra: [date('2026-12-15'), date('2026-11-30')] });
    expect(isPublishingDay(cadence, date('2026-12-15'))).toBe(true);
    expect(isPublishingDay(cadence, date('2026-11-24'))).toBe(false);
    expect(nearestPublishingDays(cadence, date('2026-12-16'))).toEqual({
      before: '2026-12-15',
      after: '2026-12-22',
    });
    expect(nearestPublishingDays(cadence, date('2027-01-05'))).toEqual({
      before: '2026-12-22',
      after: '2027-01-19',
    });
    expect(nearestPublishingDays(cadence, date('2026-11-01'))).toEqual({ before: null, after: '2026-11-30' });
  });
});
