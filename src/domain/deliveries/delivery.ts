import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { SlotDate, TopicId } from '../calendar/calendar.ts';
import type { SubscriberId } from '../readers/subscriber.ts';
import type { RelayId } from './relay-record.ts';

declare const editionIdBrand: unique symbol;
export type EditionId = number & { readonly [editionIdBrand]: true };

declare const deliveryIdBrand: unique symbol;
export type DeliveryId = number & { readonly [deliveryIdBrand]: true };

export type FailReason = 'refused' | 'expired' | 'no-such-mailbox' | 'policy' | 'not-sendable';
export type SkipReason = 'unsubscribed' | 'suppressed' | 'cancelled';

/** What happened to one reader's copy of one edition. */
export type DeliveryState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'sending'; readonly since: Instant }
  | { readonly kind: 'sent'; readonly at: Instant; readonly reply: string }
  | { readonly kind: 'deferred'; readonly until: Instant; readonly reply: string }
  | { readonly kind: 'failed'; readonly at: Instant; readonly reason: FailReason; readonly reply: string }
  | { readonly kind: 'skipped'; readonly at: Instant; readonly reason: SkipReason }
  | { readonly kind: 'uncertain'; readonly since: Instant };

export type DeliveryStateKind = DeliveryState['kind'];

export interface Delivery {
  readonly id: DeliveryId;
  readonly edition: EditionId;
  readonly subscriber: SubscriberId;
  /** Null once the reader was erased. */
  readonly address: EmailAddress | null;
  readonly state: DeliveryState;
  /** How often it was begun since it was queued; an attempt that went back to `queued` does not count. */
  readonly attempts: number;
}

/** A delivery that was begun: the one moment at which its message may reach a relay. */
export interface BegunDelivery {
  readonly id: DeliveryId;
  readonly edition: EditionId;
  readonly subscriber: SubscriberId;
  readonly address: EmailAddress;
  readonly name: string | null;
  /** This attempt's number, from 1. */
  readonly attempt: number;
  /** When the first attempt that counts was begun; retries end 24 h after it. */
  readonly firstBegunAt: Instant;
  /** The relay whose limits it was begun under, and which it is to be handed to. */
  readonly relay: RelayId;
  /** The recipient's domain, in lower case. */
  readonly domain: string;
}

/** Something in a delivery's story besides its current state: an attempt that did not simply succeed, or a word of the author. */
export interface DeliveryNote {
  readonly at: Instant;
  readonly from: DeliveryStateKind;
  readonly to: DeliveryStateKind;
  /** Who or what made the change. */
  readonly by: 'relay' | 'take-over' | 'reader' | 'author' | 'evidence';
  /** A reply, a reason, a place in a log. Forgotten when the reader is erased. */
  readonly detail: string | null;
}

/** How a begun delivery ends. `queued` is for what was certainly not sent and may be begun again at once. */
export type Settlement =
  | { readonly kind: 'queued' }
  | { readonly kind: 'sent'; readonly reply: string }
  | { readonly kind: 'deferred'; readonly until: Instant; readonly reply: string }
  | { readonly kind: 'failed'; readonly reason: FailReason; readonly reply: string }
  | { readonly kind: 'uncertain' };

/** All deliveries of an edition, counted: `audience` is the sum of the seven others, or something is wrong. */
export interface Ledger {
  readonly audience: number;
  readonly queued: number;
  readonly sending: number;
  readonly deferred: number;
  readonly sent: number;
  readonly failed: number;
  readonly skipped: number;
  readonly uncertain: number;
}

export type EditionKind = 'regular' | 'correction' | 'series' | 'digest' | 'announcement';

export type EditionState =
  /** Published, not yet emailed: the quiet period, the window or the author's yes is awaited. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'held'; readonly since: Instant }
  /** Content and audience are frozen, deliveries are being written. */
  | { readonly kind: 'opening'; readonly since: Instant }
  | { readonly kind: 'open'; readonly since: Instant }
  /** Nothing more is begun until the author says so; what is under way is settled. */
  | {
      readonly kind: 'paused';
      readonly since: Instant;
      readonly by: 'author' | 'breaker';
      readonly why: string | null;
    }
  /** queued + sending + deferred = 0. */
  | { readonly kind: 'complete'; readonly at: Instant }
  | { readonly kind: 'cancelled'; readonly at: Instant };

export interface Edition {
  readonly id: EditionId;
  readonly kind: EditionKind;
  /** Unique, e.g. `regular:raft-1`. */
  readonly key: string;
  readonly topic: TopicId | null;
  readonly slot: SlotDate | null;
  readonly publishedAt: Instant;
  readonly state: EditionState;
  /** The author's yes, good for exactly this content. */
  readonly approved: { readonly at: Instant; readonly hash: string } | null;
  /** The author asked not to wait for the quiet period and the window. */
  readonly sendNow: boolean;
  readonly subject: string;
  /** When its deliveries were all written: the date of its mails, whatever happens to it later. Null before. */
  readonly openedAt: Instant | null;
  /** Opened in test mode: its mails went to one address instead of their readers, and count for nothing else. */
  readonly test: boolean;
}

/** What the author wrote for a mailing that is no post: a correction or an announcement. */
export interface EditionDraft {
  readonly title: string;
  readonly markdown: string;
}

/** What every reader of an edition gets, once it is opened. Places that differ per reader are marked (see `mail/`). */
export interface FrozenContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** SHA-256 of subject, html and text, in hex. */
  readonly hash: string;
}
