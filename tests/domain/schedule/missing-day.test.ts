import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../src/core/clock.ts';
import { wallClock } from '../../../src/core/zoned-time.ts';
import { emailDue } from '../../../src/domain/schedule/email.ts';
import { noFacts } from '../../../src/domain/schedule/facts.ts';
import { plan } from '../../../src/domain/schedule/plan.ts';
import { nextOpenSlot } from '../../../src/domain/schedule/watermark.ts';
import { calendarWith, date, instant, readyByStatus, zone } from '../../support/calendars.ts';
import { Diary } from '../../support/diary.ts';

// Samoa went from 29 December 2011 straight to the 31st. A slot on the 30th is a wall time in a gap of a whole day.
const samoa = { anchor: date('2011-12-16'), zone: zone('Pacific/Apia') };
const topics = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
const nineOnThe31st = instant('2011-12-31T09:00:00+14:00');

function look(now: Instant, cadence: object = samoa) {
  const calendar = calendarWith({ cadence, topics });
  return { calendar, cadence: calendar.cadence, readinessOf: readyByStatus(calendar), now };
}

describe('a slot on a date its zone leaves out', () => {
  test('keeps its name and its topic, and comes out at the same hour of the day that follows', () => {
    const rows = plan({ ...look(instant('2011-12-01T00:00:00Z')), facts: noFacts });
    expect(rows.map((row) => [row.date, row.instant, row.planned.topic])).toEqual([
      ['2011-12-16', instant('2011-12-16T09:00:00-10:00'), 'a'],
      ['2011-12-30', nineOnThe31st, 'b'],
      ['2012-01-13', instant('2012-01-13T09:00:00+14:00'), 'c'],
    ]);
  });

  test('is published once, and not before that hour', () => {
    const diary = new Diary();
    for (let now = instant('2011-12-15T00:00:00Z'); now < nineOnThe31st + 3 * DAY; now += HOUR)
      diary.tick(look(now));
    expect(diary.outcomes).toEqual(['2011-12-16 a', '2011-12-30 b']);
    expect(diary.facts.publications.map(({ at }) => at)).toEqual([
      instant('2011-12-16T19:00:00Z'),
      nineOnThe31st,
    ]);
  });

  test('is the next open one until then, and late for 48 hours after', () => {
    const diary = new Diary();
    diary.tick(look(instant('2011-12-15T00:00:00Z')));
    diary.tick(look(instant('2011-12-16T19:00:00Z')));
    const { cadence } = look(0);
    expect(nextOpenSlot(cadence, diary.facts, nineOnThe31st - 1)?.date).toBe('2011-12-30');
    expect(diary.tick(look(nineOnThe31st - 1)).next).toEqual({ kind: 'idle' });
    expect(diary.tick(look(nineOnThe31st + 47 * HOUR)).next).toMatchObject({
      kind: 'publish',
      lateBy: 47 * HOUR,
    });
  });

  test('gives way to a slot on that following day: one moment publishes one post', () => {
    const daily = { ...samoa, anchor: date('2011-12-29'), everyDays: 1, catchUp: 12 * HOUR };
    const diary = new Diary();
    diary.tick(look(instant('2011-12-28T00:00:00Z'), daily));
    for (const now of ['2011-12-29T19:00:00Z', '2011-12-30T19:00:00Z']) diary.tick(look(instant(now), daily));
    expect(diary.outcomes).toEqual(['2011-12-29 a', '2011-12-30 missed (downtime)', '2011-12-31 b']);
  });
});

test('the email window after it opens on the day that exists', () => {
  const { email } = calendarWith({ topics: [] });
  const publishedAt = instant('2011-12-29T20:00:00-10:00');
  const leaves = emailDue({ publishedAt, policy: email, zone: samoa.zone });
  expect(wallClock(leaves, samoa.zone)).toEqual({ date: '2011-12-31', time: '08:00', offset: '+14:00' });
});
