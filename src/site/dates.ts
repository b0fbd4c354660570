import type { Instant } from '../core/clock.ts';
import type { LocalDate } from '../core/zoned-time.ts';

const LONG = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const WITH_WEEKDAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `8 December 2026` */
export function dateInWords(date: LocalDate): string {
  return LONG.format(midnight(date));
}

/** `Tuesday 8 December 2026` */
export function dayInWords(date: LocalDate): string {
  return WITH_WEEKDAY.format(midnight(date)).replace(',', '');
}

/** `8 Dec`, for lists under a heading with the year. */
export function shortDate(date: LocalDate): string {
  return SHORT.format(midnight(date));
}

export function yearOf(date: LocalDate): string {
  return date.slice(0, 4);
}

/** `2026-12-08 17:00 UTC`, for logs of mail. */
export function instantInWords(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function midnight(date: LocalDate): Date {
  return new Date(`${date}T00:00:00Z`);
}
