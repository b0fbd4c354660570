import type { Instant } from '../core/clock.ts';
import type { EditionId } from '../domain/deliveries/delivery.ts';
import type { Bounce, FeedbackSource } from '../domain/inbound/feedback.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';

/** What somebody told of a mail, with the reader found. */
export interface FeedbackEntry {
  /** The teller's name for it: what is told again changes nothing. */
  readonly eventId: string;
  /** Null: no reader of ours, or one whom we have forgotten. */
  readonly subscriber: SubscriberId | null;
  /** Of the address that it is about, for when there is no reader; null when none was given. */
  readonly addressHash: string | null;
  readonly what:
    | { readonly kind: 'complaint' }
    | { readonly kind: 'unsubscribe' }
    | ({
        readonly kind: 'bounce';
        readonly at: Instant;
        readonly edition: EditionId | null;
        /** The server's words; forgotten with the reader. */
        readonly detail: string | null;
      } & Bounce);
}

export interface FeedbackBatch {
  readonly source: FeedbackSource;
  /** Of a signature that does not cover the body: good for the body with this digest alone. */
  readonly nonce: { readonly value: string; readonly bodyDigest: string } | null;
  readonly entries: readonly FeedbackEntry[];
}

export type FeedbackOutcome =
  /** `fresh` were told for the first time; of these, `suppressed` addresses are suppressed now, and `left` readers have left. */
  | {
      readonly kind: 'recorded';
      readonly fresh: number;
      readonly suppressed: number;
      readonly left: number;
    }
  /** The nonce was used for another body: nothing happened. */
  | { readonly kind: 'replayed' };

/** A bounce of a reader's mail, as it was written down. */
export interface StoredBounce extends Bounce {
  readonly at: Instant;
  readonly edition: EditionId | null;
  readonly source: FeedbackSource;
  readonly detail: string | null;
}

export interface FeedbackStore {
  /**
   * A complaint: unsubscribed, and suppressed as `complained`. An address that is dead: suppressed as `bounced`. Another bounce is written down, and
   * suppresses when the bounce policy says so. What leaves by the provider's link is unsubscribed. What was told before changes nothing, for 30 days.
   */
  recordFeedback(batch: FeedbackBatch, at: Instant): Promise<FeedbackOutcome>;
  /** A reader's bounces, oldest first. */
  bouncesOf(id: SubscriberId): Promise<readonly StoredBounce[]>;
}
