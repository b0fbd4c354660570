import type { Instant } from '../../core/clock.ts';
import type { SlotDate, TopicId } from '../calendar/calendar.ts';

export type MissReason = 'downtime' | 'late' | 'not-ready' | 'calendar-invalid';

/** What became of a publishing day. Once recorded, it is closed for ever. */
export type SlotOutcome =
  | { readonly kind: 'published'; readonly topic: TopicId }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'missed'; readonly reason: MissReason };

export interface SlotFact {
  readonly date: SlotDate;
  readonly outcome: SlotOutcome;
}

export interface PublicationFact {
  readonly topic: TopicId;
  /** Null when published by hand, outside the grid. */
  readonly slot: SlotDate | null;
  readonly at: Instant;
  /** As it came out. Absent where facts were written down without titles. */
  readonly title?: string;
  /** True: taken off the web again. */
  readonly withdrawn?: boolean;
  /** True: it came out before Fortnight. */
  readonly earlier?: boolean;
}

/** What happened, as the schedule needs to know it. Comes from the store. */
export interface ScheduleFacts {
  /**
   * `begin --from DATE` was said: slots before this date never open. Null on a database where it was not.
   */
  readonly begunFrom: SlotDate | null;
  readonly slots: readonly SlotFact[];
  /** Every publication ever, withdrawn ones included: a topic is published at most once. */
  readonly publications: readonly PublicationFact[];
}

export const noFacts: ScheduleFacts = { begunFrom: null, slots: [], publications: [] };

/** Whether a topic could be published at this moment; `missing` says in words what is in the way. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly missing: string };

/** Answers for every topic of the calendar. Pure: made from the file's statuses, its diagnostics and the bodies present. */
export type ReadinessOf = (topic: TopicId) => Readiness;
