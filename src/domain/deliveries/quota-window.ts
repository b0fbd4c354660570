import type { Instant } from '../../core/clock.ts';
import type { QuotaWindow } from './relay-record.ts';

/** A window that nothing was ever counted in. */
export const UNUSED_WINDOW: QuotaWindow = { start: 0, used: 0 };

/** When the stretch of the UTC clock that `now` is in began. `length` in milliseconds: an hour or a day. */
export function windowStart(length: number, now: Instant): Instant {
  return Math.floor(now / length) * length;
}

/**
 * The window that is in force now: a new one when the old has run out. One that lies ahead, as the clock went back, is not forgotten: it
 * stays in force until its own end, else a clock that jumps to and fro would empty it each time. One that lies far ahead
 * was begun by a clock that was wrong, and is drawn near, or nothing would be sent for years.
 */
export function currentWindow(window: QuotaWindow, length: number, now: Instant): QuotaWindow {
  const start = windowStart(length, now);
  if (window.start < start) return { start, used: 0 };
  return { start: Math.min(window.start, start + length), used: window.used };
}
