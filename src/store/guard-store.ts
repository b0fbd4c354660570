import type { Instant } from '../core/clock.ts';
import type { SignUpPause, SignUpTrend } from '../domain/readers/guards/spike.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';

/** What guards the doors against being used to fill strangers' mailboxes, and what is forgotten in time. */
export interface GuardStore {
  /** One more confirmation for a pending reader, if the address may have one today. False when it may not, or nobody is pending there. */
  mailConfirmation(id: SubscriberId, at: Instant): Promise<boolean>;
  /** How many sign-ups wait for a confirmation, against what is usual. `floor`: so many are never a spike. */
  signUpTrend(floor: number, at: Instant): Promise<SignUpTrend>;
  /** The last time the doors were shut because of a spike, which may be over; null when they never were. */
  signUpPause(): Promise<SignUpPause | null>;
  /** Ends a pause by the author's word. False when the doors are open. */
  openDoors(at: Instant): Promise<boolean>;

  /**
   * Forgets up to `limit` readers who asked before `askedBefore` and never confirmed: the row goes, with its consents, and single mails lose
   * the address. Who was a reader once has mails under the id: they are as they were before they asked to return. Returns how many.
   */
  forgetUnconfirmed(askedBefore: Instant, limit: number, at: Instant): Promise<number>;
  /** Shortens up to `limit` whole IP addresses of consents given before `givenBefore` to their networks. Returns how many. */
  shortenConsentIps(givenBefore: Instant, limit: number): Promise<number>;
  /** Forgets up to `limit` marks of confirmations that count no more, and old counts of sign-ups. Returns how many marks. */
  forgetGuards(limit: number, at: Instant): Promise<number>;
}
