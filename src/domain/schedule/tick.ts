import type { Instant } from '../../core/clock.ts';
import { type LocalDate, wallClock } from '../../core/zoned-time.ts';
import type { Cadence, Calendar, SlotDate, TopicId } from '../calendar/calendar.ts';
import type { MissReason, ReadinessOf, ScheduleFacts, SlotFact, SlotOutcome } from './facts.ts';
import type { Choice, Filling, Gap } from './filling.ts';
import { projection } from './projection.ts';
import { openDaysAfter, type Slot } from './slots.ts';
import { closedThrough, hasBegun, isLapsed, lastPassedSlot, passedSlots } from './watermark.ts';

export interface TickInput {
  /** Null while the file has an error that holds the whole slot. */
  readonly calendar: Calendar | null;
  /** The last cadence that could be read, to go by while `calendar` is null. Null when none ever was. */
  readonly cadence: Cadence | null;
  readonly facts: ScheduleFacts;
  readonly readinessOf: ReadinessOf;
  readonly now: Instant;
}

/** What one tick has to do: record `begin` and `close`, in this order, then `next`, then tell the author. */
export interface TickDecision {
  /**
   * To be recorded as `begunFrom`: the calendar was first looked at before its first date, so nothing can be sent a
   * second time. Without this fact the first slot would look like that of a lost database.
   */
  readonly begin: LocalDate | null;
  /** Slots to close for ever, ascending. */
  readonly close: readonly ClosedSlot[];
  readonly next: TickNext;
  readonly tell: readonly Notice[];
}

/** A slot fact with what the record keeps of its moment. */
export interface ClosedSlot extends SlotFact {
  readonly outcome: Exclude<SlotOutcome, { kind: 'published' }>;
  readonly instant: Instant;
  readonly offset: string;
}

export type TickNext =
  | { readonly kind: 'idle' }
  /** `lateBy`: milliseconds since the slot's moment; below a minute is on time. */
  | {
      readonly kind: 'publish';
      readonly slot: Slot;
      readonly topic: TopicId;
      readonly why: Choice;
      readonly lateBy: number;
    }
  /** Look again next tick. After `until` the slot is missed. */
  | { readonly kind: 'hold'; readonly slot: Slot; readonly reason: HoldReason; readonly until: Instant }
  /** A new database with dates behind it: nothing happens until the author says `begin --from DATE`. */
  | { readonly kind: 'needs-begin'; readonly lastPassed: SlotDate; readonly nextOpen: SlotDate | null };

export type HoldReason = Gap | { readonly kind: 'calendar-invalid' };

/** Something the author should hear of once: `key` stays the same from tick to tick. */
export type Notice =
  | { readonly kind: 'missed'; readonly key: string; readonly slot: SlotDate; readonly reason: MissReason }
  | { readonly kind: 'held'; readonly key: string; readonly slot: SlotDate; readonly reason: HoldReason }
  | { readonly kind: 'needs-begin'; readonly key: string; readonly lastPassed: SlotDate };

/**
 * What is due at `now` (calendar spec, section 5): at most one publication, however long nobody looked. Pure, and the
 * same facts give the same answer, so a tick that died half-way is simply asked again.
 */
export function planTick(input: TickInput): TickDecision {
  const cadence = input.calendar?.cadence ?? input.cadence;
  if (cadence === null) return decide([], { kind: 'idle' });
  if (!hasBegun(input.facts)) return firstLook(cadence, input.now);

  const passed = passedSlots(cadence, closedThrough(input.facts), input.now);
  const last = passed.pop();
  if (last === undefined) return decide([], { kind: 'idle' });
  const earlier = passed.map((slot) => closed(slot, 'downtime'));
  if (last.skipped !== false) return decide([...earlier, closed(last, 'late')], { kind: 'idle' });

  const filling = input.calendar === null ? null : fillingOf(last, input.calendar, input);
  if (isLapsed(last, cadence, input.now)) {
    return decide([...earlier, closed(last, missReason(filling))], { kind: 'idle' });
  }
  return decide(earlier, publishOrHold(last, filling, cadence, input.now));
}

function firstLook(cadence: Cadence, now: Instant): TickDecision {
  const last = lastPassedSlot(cadence, null, now);
  if (last === null) return { ...decide([], { kind: 'idle' }), begin: wallClock(now, cadence.zone).date };
  const [nextOpen = null] = openDaysAfter(cadence, last.date);
  return decide([], { kind: 'needs-begin', lastPassed: last.date, nextOpen });
}

/** What the calendar would put into this slot at this moment. */
function fillingOf(slot: Slot, calendar: Calendar, { facts, readinessOf }: TickInput): Filling {
  return projection({ calendar, facts, readinessOf }).fill(slot.date);
}

function closed({ date, instant, offset, skipped }: Slot, reason: MissReason): ClosedSlot {
  return {
    date,
    instant,
    offset,
    outcome: skipped === false ? { kind: 'missed', reason } : { kind: 'skipped' },
  };
}

/** Why a slot past its catch-up went by: what stands in the way now, or else only the hour. */
function missReason(filling: Filling | null): MissReason {
  if (filling === null) return 'calendar-invalid';
  return filling.topic === null ? 'not-ready' : 'late';
}

function publishOrHold(slot: Slot, filling: Filling | null, cadence: Cadence, now: Instant): TickNext {
  const until = slot.instant + cadence.catchUp;
  if (filling === null) return { kind: 'hold', slot, reason: { kind: 'calendar-invalid' }, until };
  if (filling.topic === null) return { kind: 'hold', slot, reason: filling.why, until };
  return { kind: 'publish', slot, topic: filling.topic, why: filling.why, lateBy: now - slot.instant };
}

function decide(close: readonly ClosedSlot[], next: TickNext): TickDecision {
  return { begin: null, close, next, tell: [...close.flatMap(noticeOfClosed), ...noticeOfNext(next)] };
}

function noticeOfClosed({ date, outcome }: ClosedSlot): Notice[] {
  if (outcome.kind === 'skipped') return [];
  return [{ kind: 'missed', key: `missed:${date}`, slot: date, reason: outcome.reason }];
}

function noticeOfNext(next: TickNext): Notice[] {
  switch (next.kind) {
    case 'hold': {
      const key = `held:${next.slot.date}:${next.reason.kind}`;
      return [{ kind: 'held', key, slot: next.slot.date, reason: next.reason }];
    }
    case 'needs-begin':
      return [{ kind: 'needs-begin', key: `needs-begin:${next.lastPassed}`, lastPassed: next.lastPassed }];
    case 'idle':
    case 'publish':
      return [];
  }
}
