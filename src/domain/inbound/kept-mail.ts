import type { Instant } from '../../core/clock.ts';
import type { SubscriberId } from '../readers/subscriber.ts';
import type { ArrivingMail, WayIn } from './arriving-mail.ts';
import type { Classified } from './classified.ts';

declare const inboundIdBrand: unique symbol;
/** A mail that came in, by its number. */
export type InboundId = number & { readonly [inboundIdBrand]: true };

/** What a mail is for, in one word: what is done about it follows from this. */
export const INTENTS = ['loop', 'nothing', 'report', 'subscribe', 'confirm', 'leave', 'person'] as const;
export type IntentKind = (typeof INTENTS)[number];

/** What it came to. */
export const OUTCOMES = [
  /** There was nothing to do. */
  'noted',
  /** It has been round before. */
  'loop',
  /** A report of which nothing proves that it is about a mail of ours: it touches nobody. */
  'unproven',
  /** A bounce, counted against a reader. */
  'bounced',
  /** A bounce after which the address is not mailed any more. */
  'suppressed',
  /** A complaint: the reader has left, and is never mailed again. */
  'complained',
  /** Somebody is asked to confirm. */
  'asked',
  /** They were not asked: a guard of the doors is in the way, or they must not be mailed. */
  'not-asked',
  'subscribed-already',
  'confirmed',
  /** A reply to a confirmation that says no. */
  'declined',
  'left',
  'left-already',
  /** The reader has thought again since it was written. */
  'outdated',
  /** No reader could be found whom it is about. */
  'unknown-reader',
  /** It is for a person to read. */
  'person',
  /** It does not say who wrote it. */
  'ignored',
  /** Applying it broke, again and again. */
  'failed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What of it went out again: an answer to whom it is from, or the mail itself to the author. */
export const PASSED_ON = ['answered', 'forwarded'] as const;
export type PassedOn = (typeof PASSED_ON)[number];

/** A mail as it is kept. */
export interface KeptMail {
  readonly id: InboundId;
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
  readonly way: WayIn;
  readonly envelope: ArrivingMail['envelope'];
  readonly receivedAt: Instant;
  /** Of the whole message, in octets. */
  readonly size: number;
  /** As the message says, on one line; for a list of mails, and for nothing else. */
  readonly from: string;
  readonly subject: string;
  readonly classified: Classified;
  readonly intent: IntentKind;
  readonly state: KeptState;
}

export type KeptState =
  | { readonly kind: 'received' }
  | {
      readonly kind: 'applied';
      readonly at: Instant;
      readonly outcome: Outcome;
      readonly passedOn: PassedOn | null;
      /** Whom it was about or from; null: no reader. */
      readonly reader: SubscriberId | null;
    };

/** What came to nothing, and may come to something when it is looked at once more. */
const WORTH_ANOTHER_LOOK: ReadonlySet<Outcome> = new Set([
  'unproven',
  'not-asked',
  'unknown-reader',
  'person',
  'ignored',
  'failed',
]);

/** Whether a mail that is read the same as before is to be applied once more, when somebody asks for that. */
export function isWorthAnotherLook(outcome: Outcome): boolean {
  return WORTH_ANOTHER_LOOK.has(outcome);
}
