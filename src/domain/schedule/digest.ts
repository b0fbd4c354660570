import { DAY, type Instant } from '../../core/clock.ts';
import {
  addDays,
  instantOf,
  type LocalDate,
  type WallTime,
  wallClock,
  type ZoneName,
} from '../../core/zoned-time.ts';

declare const monthBrand: unique symbol;
/** A month by the blog's clock, `YYYY-MM`. */
export type Month = string & { readonly [monthBrand]: true };

/** How long into a month the digest of the one before is still made, when nobody was there to make it at its turn. */
const DIGEST_CATCH_UP = 7 * DAY;

const MIDNIGHT = '00:00' as WallTime;

/** The month whose digest is to be made now: the one before, in the first days of a month; else null. */
export function digestMonth(now: Instant, zone: ZoneName): Month | null {
  const first = `${monthOf(now, zone)}-01` as LocalDate;
  const late = now - instantOf(first, MIDNIGHT, zone) >= DIGEST_CATCH_UP;
  return late ? null : (addDays(first, -1).slice(0, 7) as Month);
}

/** The month in which something happened. */
export function monthOf(at: Instant, zone: ZoneName): Month {
  return wallClock(at, zone).date.slice(0, 7) as Month;
}

/** `digest:2026-12` */
export function digestKey(month: Month): string {
  return `digest:${month}`;
}

/** The month of a digest's key; null for any other key. */
export function monthOfDigest(key: string): Month | null {
  const month = /^(?:test:)?digest:(\d{4}-\d{2})$/.exec(key)?.[1];
  return month === undefined ? null : (month as Month);
}
