import { DAY, HOUR, MINUTE } from '../../../core/clock.ts';
import { nearestName } from '../../../core/nearest-name.ts';
import type { LocalDate, WallTime, ZoneName } from '../../../core/zoned-time.ts';
import { parseLocalDate, parseWallTime, parseZone } from '../../../core/zoned-time.ts';
import type { DateRange, EmailPolicy } from '../calendar.ts';
import type { FormFlaw } from '../flaw.ts';
import type { Kind } from './kind.ts';
import { scalarKind } from './kind.ts';
import { notAllowed } from './scalars.ts';

const DATE_PATTERN = '^\\d{4}-\\d{2}-\\d{2}$';

export function date(): Kind<LocalDate> {
  return scalarKind('a date such as 2026-12-08', { type: 'string', pattern: DATE_PATTERN }, (typed) => {
    if (typeof typed !== 'string') return null;
    const value = parseLocalDate(typed);
    return value === null ? notADate(typed) : { value };
  });
}

/** `2027-12-21` or, both ends included, `2028-06-01..2028-06-30`. */
export function dateRange(): Kind<DateRange> {
  const json = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}(\\.\\.\\d{4}-\\d{2}-\\d{2})?$' };
  return scalarKind('a date, or two dates joined by `..`', json, (typed) => {
    if (typeof typed !== 'string') return null;
    const [first = '', last = first] = typed.split('..').map((part) => part.trim());
    const from = parseLocalDate(first);
    const to = parseLocalDate(last);
    if (from === null) return notADate(first);
    if (to === null) return notADate(last);
    if (from <= to) return { value: { from, to } };
    return notAllowed('this range ends before it begins', `write it as ${to}..${from}`);
  });
}

/** A length of time in milliseconds: `30m`, `2h`, `2 days`. */
export function duration(): Kind<number> {
  const json = { type: 'string', examples: ['30m', '2h', '48h', '2 days'] };
  return scalarKind('a length of time such as 2h', json, (typed) => {
    if (typeof typed === 'boolean') return null;
    const [, count, unit = ''] = /^(\d{1,5}) ?(m|min|minutes?|h|hours?|d|days?)$/.exec(String(typed)) ?? [];
    if (count === undefined) {
      return notAllowed(`\`${typed}\` is not a length of time`, 'a number with its unit: 30m, 2h, 2 days');
    }
    return { value: Number(count) * (unit.startsWith('m') ? MINUTE : unit.startsWith('h') ? HOUR : DAY) };
  });
}

/** A stride in whole days: `14 days`, `2 weeks`. */
export function stride(): Kind<number> {
  const json = { type: 'string', examples: ['14 days', '2 weeks'] };
  return scalarKind('a number of days such as 14 days', json, (typed) => {
    if (typeof typed === 'boolean') return null;
    const [, count, unit = ''] = /^([1-9]\d{0,2}) ?(d|days?|w|weeks?)$/.exec(String(typed)) ?? [];
    const days = Number(count ?? 0) * (unit.startsWith('w') ? 7 : 1);
    if (days >= 1 && days <= 366) return { value: days };
    const meant = /^[1-9]\d{0,2}$/.test(String(typed)) ? `${typed} days` : null;
    return notAllowed(
      `\`${typed}\` is not a stride`,
      'whole days or weeks, at most 366 days: 14 days, 2 weeks',
      meant,
    );
  });
}

export function wallTime(): Kind<WallTime> {
  const json = { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' };
  return scalarKind('a time of day such as "09:00"', json, (typed) => {
    if (typeof typed !== 'string') return null;
    const value = parseWallTime(typed);
    return value === null
      ? notATime(typed, 'a time of day', 'times run from "00:00" to "23:59"', paddedTime(typed))
      : { value };
  });
}

/** `"08:00-18:00"`, within one day. `"00:00-24:00"`, like any two equal ends, is the whole day. */
export function timeWindow(): Kind<EmailPolicy['window']> {
  const json = { type: 'string', pattern: '^\\d{2}:\\d{2}-\\d{2}:\\d{2}$' };
  return scalarKind('two times of day such as "08:00-18:00"', json, (typed) => {
    if (typeof typed !== 'string') return null;
    const [first = '', last = '', ...rest] = typed.split('-').map((part) => part.trim());
    const from = parseWallTime(first);
    const to = parseWallTime(last === '24:00' ? '00:00' : last);
    if (from === null || to === null || rest.length > 0)
      return notATime(typed, 'a window of time', 'two times of day, like "08:00-18:00"', null);
    if (from < to || from === to || last === '24:00') return { value: { from, to } };
    return notAllowed(
      'this window ends before it begins',
      'a window lies within one day, like "08:00-18:00"',
    );
  });
}

export function zone(): Kind<ZoneName> {
  const json = { type: 'string', examples: ['America/Los_Angeles', 'Europe/London'] };
  return scalarKind('a time zone such as America/Los_Angeles', json, (typed) => {
    if (typeof typed !== 'string') return null;
    const value = parseZone(typed);
    if (value !== null) return { value };
    const nearest = nearestName(typed.replaceAll(' ', '_'), Intl.supportedValuesOf('timeZone'));
    return notATime(typed, 'a time zone', 'zones are named by region and city, like Europe/London', nearest);
  });
}

function notADate(typed: string): FormFlaw {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(typed) ?? [];
  return {
    kind: 'not-a-date',
    found: typed,
    nearest: parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`),
  };
}

function notATime(found: string, expected: string, allowed: string, nearest: string | null): FormFlaw {
  return { kind: 'not-a-time', found, expected, allowed, nearest };
}

function paddedTime(typed: string): WallTime | null {
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:.h](\d{2}))?$/.exec(typed) ?? [];
  return parseWallTime(`${hour.padStart(2, '0')}:${minute}`);
}
