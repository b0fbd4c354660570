import type { Instant } from '../core/clock.ts';
import { isoWeekday, type LocalDate } from '../core/zoned-time.ts';

// Not from Intl: its words change with the version of Node (`Sep`, `Sept`), and two builds would differ.
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** `8 December 2026` */
export function dateInWords(date: LocalDate): string {
  return `${dayOfMonth(date)} ${monthOf(date)} ${yearOf(date)}`;
}

/** `Tuesday 8 December 2026` */
export function dayInWords(date: LocalDate): string {
  return `${DAYS[isoWeekday(date) - 1]} ${dateInWords(date)}`;
}

/** `December 2026`, of a month as `YYYY-MM` */
export function monthInWords(month: string): string {
  return `${monthOf(`${month}-01` as LocalDate)} ${month.slice(0, 4)}`;
}

/** `8 Dec`, for lists under a heading with the year. */
export function shortDate(date: LocalDate): string {
  return `${dayOfMonth(date)} ${monthOf(date).slice(0, 3)}`;
}

export function yearOf(date: LocalDate): string {
  return date.slice(0, 4);
}

/** `2026-12-08 17:00 UTC`, for logs of mail. */
export function instantInWords(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function dayOfMonth(date: LocalDate): number {
  return Number(date.slice(8));
}

function monthOf(date: LocalDate): string {
  return MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}
