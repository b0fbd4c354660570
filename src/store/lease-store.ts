import type { Instant } from '../core/clock.ts';

/** The right to send: one holder at a time, with an epoch that stands in every begin and settle. */
export interface LeaseStore {
  /**
   * Takes the lease when it is free or has run out, or renews it when `holder` has it. A take-over raises the epoch and, in the same
   * transaction, turns deliveries and single mails that an older epoch left `sending` into `uncertain` (notices to the author
   * and previews go back to `queued`: telling twice beats not telling). Returns the epoch, or null when another holder is alive.
   * `holder` is new for each run of a process: one that starts again under an old name would be taken for the one that died.
   */
  acquireLease(
    holder: string,
    now: Instant,
    durationMs: number,
  ): Promise<{ readonly epoch: number; readonly orphaned: number } | null>;
  /** Gives the lease back at an orderly end, so that the next worker need not wait. */
  releaseLease(holder: string): Promise<void>;
  /** Who holds it and until when; null when nobody does. */
  leaseHolder(now: Instant): Promise<{ readonly holder: string; readonly until: Instant } | null>;
}
