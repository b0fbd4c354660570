import type { Instant } from '../../core/clock.ts';
import type { LocalDate } from '../../core/zoned-time.ts';
import type { Ledger } from '../../domain/deliveries/delivery.ts';
import type { SlotOutcome } from '../../domain/schedule/facts.ts';
import type { Runway } from '../../domain/schedule/runway.ts';
import type { Violation } from '../checks/violation.ts';
import type { ReaderMail } from './reader-mails.ts';

/** What a rehearsal saw. All of it but `seconds` is the same for the same input and seed. */
export interface Rehearsal {
  readonly blog: string;
  readonly zone: string;
  readonly seed: number;
  readonly faults: boolean;
  readonly assumed: 'planned' | 'as it is';
  /** Instants on the world's clock. */
  readonly from: Instant;
  readonly until: Instant;
  readonly readers: { readonly first: number; readonly last: number };
  readonly rows: readonly RehearsalRow[];
  readonly mails: number;
  /** Every mail that one reader got; null when nobody was asked about. */
  readonly reader: { readonly address: string; readonly mails: readonly ReaderMail[] } | null;
  /** At the end. */
  readonly runway: Runway | null;
  /** What the calendar still has at the end, and the slot of the last of it. */
  readonly left: { readonly topics: number; readonly last: LocalDate | null };
  readonly counts: Counts;
  readonly events: number;
  readonly transcriptHash: string;
  readonly ledgerHash: string;
  /** What was done to it, and how often. Empty without faults. */
  readonly incidents: readonly { readonly what: string; readonly times: number }[];
  readonly violations: readonly (Violation & { readonly event: number })[];
  /** The last lines of the transcript, when something was violated. */
  readonly tail: readonly string[];
  /** Real time. */
  readonly seconds: number;
}

export interface Counts {
  readonly published: number;
  readonly missed: number;
  readonly skipped: number;
}

/** One publishing day, or a post beside the grid. */
export interface RehearsalRow {
  readonly date: LocalDate;
  /** Null: a post that came out by hand, beside the grid. */
  readonly outcome: SlotOutcome | null;
  readonly topic: string | null;
  readonly title: string | null;
  readonly publishedAt: Instant | null;
  /** When its mailing was opened, and when nothing of it waited any more. */
  readonly mailedAt: Instant | null;
  readonly completeAt: Instant | null;
  /** Null: nothing was mailed. */
  readonly ledger: Ledger | null;
  /** What is out of the ordinary, in words. */
  readonly notes: readonly string[];
}
