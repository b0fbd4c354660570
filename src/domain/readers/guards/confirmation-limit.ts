import { DAY, type Instant } from '../../../core/clock.ts';
import { DAYS_KEPT } from '../retention.ts';

/** A UTC day, counted from 1970-01-01. */
export type DayNumber = number;

/** How many confirmation mails one address is sent at most in a year. */
const CONFIRMATIONS_A_YEAR = 3;

export function dayOf(at: Instant): DayNumber {
  return Math.floor(at / DAY);
}

/** The first day whose confirmation still counts against an address on `today`. */
export function firstDayThatCounts(today: DayNumber): DayNumber {
  return today - DAYS_KEPT.confirmationDays + 1;
}

/**
 * Whether an address may be mailed a confirmation today: at most one a UTC day, and three within a year.
 * @param days on which it was mailed one before, in any order
 */
export function mayBeMailed(days: readonly DayNumber[], today: DayNumber): boolean {
  const counted = days.filter((day) => day >= firstDayThatCounts(today));
  return !counted.includes(today) && counted.length < CONFIRMATIONS_A_YEAR;
}
