import type { Instant } from '../../core/clock.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Production } from '../production.ts';
import type { Mischief } from './mischief.ts';

/** What a rehearsal with faults is up against: by a seed (`seededFaults`), or one thing alone, for a test of that. */
export interface FaultPlan {
  /** What goes wrong by itself. */
  readonly mischief: Mischief;
  /** Plans what is done and what happens at which instant. Called once, before time begins. */
  readonly begin: (production: Production, span: Span) => void;
  /** From now on all is well: what was begun can come to its end. */
  readonly end: () => void;
  /** By how much the author is late with a post, in milliseconds. Drawn for each. */
  readonly lateness: () => number;
}

export interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly calendar: Calendar;
}
