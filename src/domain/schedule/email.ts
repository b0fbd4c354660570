import { DAY, type Instant, MINUTE } from '../../core/clock.ts';
import { type WallTime, wallClock, type ZoneName } from '../../core/zoned-time.ts';
import type { EmailPolicy } from '../calendar/calendar.ts';

/** A yes is good for this long (calendar spec, section 6). */
export const YES_LASTS = 7 * DAY;

/** The author's latest word on one mailing. `contentHash` is of the content that was shown when the word was given. */
export type AuthorWord =
  | { readonly kind: 'hold'; readonly at: Instant }
  | { readonly kind: 'approve'; readonly at: Instant; readonly contentHash: string }
  | { readonly kind: 'send-now'; readonly at: Instant; readonly contentHash: string };

export interface EmailFacts {
  readonly publishedAt: Instant;
  /** Null while the author has said nothing. A later word replaces an earlier one. */
  readonly word: AuthorWord | null;
  /** Of what would leave now. */
  readonly contentHash: string;
}

export type EmailDecision =
  | { readonly kind: 'send' }
  /** `until` is null when only the author can end the wait. */
  | { readonly kind: 'wait'; readonly until: Instant | null; readonly why: WaitReason };

export type WaitReason =
  | 'quiet-period'
  | 'window'
  | 'held'
  | 'no-yes'
  | 'yes-for-other-content'
  | 'yes-expired';

/** The first instant at least `after` past publishing at which the zone's clocks show a time inside the window. */
export function emailDue(input: { publishedAt: Instant; policy: EmailPolicy; zone: ZoneName }): Instant {
  return firstInWindow(input.publishedAt + input.policy.after, input.policy.window, input.zone);
}

/**
 * Whether a mailing may leave at `now`. "Send now" overrules the quiet period and the window; under `required` it is
 * a yes like any other. A worker that comes back outside the window waits for the next one.
 */
export function emailDecision(
  facts: EmailFacts,
  policy: EmailPolicy,
  zone: ZoneName,
  now: Instant,
): EmailDecision {
  const refusal = refusalOf(facts, policy, now);
  if (refusal !== null) return { kind: 'wait', until: null, why: refusal };
  if (facts.word?.kind === 'send-now') return { kind: 'send' };

  const quietUntil = facts.publishedAt + policy.after;
  const leaves = firstInWindow(Math.max(now, quietUntil), policy.window, zone);
  if (leaves <= now) return { kind: 'send' };
  return { kind: 'wait', until: leaves, why: now < quietUntil ? 'quiet-period' : 'window' };
}

function refusalOf({ word, contentHash }: EmailFacts, policy: EmailPolicy, now: Instant): WaitReason | null {
  if (word?.kind === 'hold') return 'held';
  if (policy.approval !== 'required') return null;
  if (word === null) return 'no-yes';
  if (word.contentHash !== contentHash) return 'yes-for-other-content';
  return now - word.at >= YES_LASTS ? 'yes-expired' : null;
}

/**
 * Goes forward through stretches of constant offset, where the wall clock runs evenly: either the window opens within
 * the stretch, or the search starts again at the change of offset. So a window inside a spring gap opens the next day,
 * and one that an autumn change repeats opens twice.
 */
function firstInWindow(start: Instant, window: EmailPolicy['window'], zone: ZoneName): Instant {
  for (let from = start; ; ) {
    if (isInside(window, wallClock(from, zone).time)) return from;
    const opening = from + untilShows(window.from, from, zone);
    const change = offsetChangeWithin(from, opening, zone);
    if (change === null) return opening;
    from = change;
  }
}

/** Equal ends mean always open. A window across midnight, which the calendar refuses, would be taken at its word. */
function isInside({ from, to }: EmailPolicy['window'], time: WallTime): boolean {
  return from < to ? from <= time && time < to : time >= from || time < to;
}

/** Milliseconds until the clocks show `time`, if their offset stays as it is. */
function untilShows(time: WallTime, instant: Instant, zone: ZoneName): number {
  const shown = minutesOf(wallClock(instant, zone).time) * MINUTE + (instant % MINUTE);
  return (minutesOf(time) * MINUTE - shown + DAY) % DAY;
}

function minutesOf(time: WallTime): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The first instant after `from`, up to `to`, at which the offset differs from that at `from`; null when it stays. */
function offsetChangeWithin(from: Instant, to: Instant, zone: ZoneName): Instant | null {
  const { offset } = wallClock(from, zone);
  if (wallClock(to, zone).offset === offset) return null;
  let before = from;
  let changed = to;
  while (changed - before > 1) {
    const middle = Math.floor((before + changed) / 2);
    if (wallClock(middle, zone).offset === offset) before = middle;
    else changed = middle;
  }
  return changed;
}
