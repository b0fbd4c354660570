import { Temporal } from 'temporal-polyfill';
import type { Instant } from './clock.ts';

declare const localDateBrand: unique symbol;
/** A calendar date without time or zone, `YYYY-MM-DD`. Such strings sort in time order. */
export type LocalDate = string & { readonly [localDateBrand]: true };

declare const wallTimeBrand: unique symbol;
/** A wall-clock time, `HH:MM`, 00:00 to 23:59. */
export type WallTime = string & { readonly [wallTimeBrand]: true };

declare const zoneBrand: unique symbol;
/** An IANA time zone name that this runtime knows, e.g. `America/Los_Angeles`. */
export type ZoneName = string & { readonly [zoneBrand]: true };

/** Reads `YYYY-MM-DD`; null when it is not a real date of the years 1900 to 9999. */
export function parseLocalDate(text: string): LocalDate | null {
  if (!/^(19|[2-9]\d)\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? (text as LocalDate) : null;
}

/** Reads `HH:MM`; null when it is not a time of day. */
export function parseWallTime(text: string): WallTime | null {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? (text as WallTime) : null;
}

/** Accepts an IANA zone name this runtime has data for; null otherwise. Offsets such as `+02:00` are no zones. */
export function parseZone(text: string): ZoneName | null {
  if (!/^[A-Za-z]/.test(text)) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text as ZoneName;
  } catch {
    return null; // RangeError is how Intl says "unknown zone"
  }
}

/** Days between two dates, positive when `to` is later. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The date so many days later (earlier, if negative). Past the year 9999 the text is no LocalDate any more: `parseLocalDate` says so. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date((dayNumber(date) + days) * 86_400_000).toISOString().slice(0, 10) as LocalDate;
}

/** Monday 1 … Sunday 7, as in ISO 8601. */
export function isoWeekday(date: LocalDate): number {
  const sinceMonday = (dayNumber(date) + 3) % 7; // 1970-01-01 was a Thursday; before it, the remainder is negative
  return ((sinceMonday + 7) % 7) + 1;
}

/**
 * The instant at which a zone's clocks show `time` on `date`. Disambiguation is `compatible` (RFC 5545 practice):
 * in a spring gap later by the gap, in an autumn overlap the first of the two.
 */
export function instantOf(date: LocalDate, time: WallTime, zone: ZoneName): Instant {
  return Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** How often a zone's clocks show `time` on `date`: once, never (a spring gap), or twice (an autumn overlap). */
export function showingsOf(date: LocalDate, time: WallTime, zone: ZoneName): 'once' | 'never' | 'twice' {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const asUtc = dayNumber(date) * 86_400_000 + (hours * 60 + minutes) * 60_000;
  // Where the offset is the same well before and well after, nothing changed: one cheap look for nearly every date.
  if (offsetAt(asUtc - CLEAR_OF_ANY_CHANGE, zone) === offsetAt(asUtc + CLEAR_OF_ANY_CHANGE, zone))
    return 'once';
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return 'once';
  return later.toPlainDateTime().equals(wall) ? 'twice' : 'never';
}

/** 48 hours: wall time read as UTC is off by less than one day. */
const CLEAR_OF_ANY_CHANGE = 2 * 86_400_000;

const formats = new Map<ZoneName, Intl.DateTimeFormat>();

/** A zone's offset from UTC as text, like `GMT-08:00`. */
function offsetAt(instant: Instant, zone: ZoneName): string {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  return format.format(instant).slice(-9); // the date before it does not matter
}

/** What a zone's clocks show at an instant. `offset` is like `-08:00`. */
export function wallClock(
  instant: Instant,
  zone: ZoneName,
): { date: LocalDate; time: WallTime; offset: string } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return {
    date: zoned.toPlainDate().toString() as LocalDate,
    time: zoned.toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' }) as WallTime,
    offset: zoned.offset,
  };
}

/** A plan of thousands of slots asks this several times for each; a date without a time is read as UTC. */
function dayNumber(date: LocalDate): number {
  return Date.parse(date) / 86_400_000;
}
