import type { Instant } from '../core/clock.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { DayCount } from '../domain/readers/growth.ts';
import type { Standing } from '../domain/readers/import/decide-import.ts';
import type { ImportedReader, ImportOutcome } from '../domain/readers/import/imported.ts';
import type {
  Consent,
  Exit,
  LeaveReason,
  Subscriber,
  SubscriberId,
  SuppressionReason,
} from '../domain/readers/subscriber.ts';

export interface NewSubscriber {
  readonly address: EmailAddress;
  /** Keyed hash of the address's unique form: finds suppressions and erased readers without keeping the address. */
  readonly addressHash: string;
  readonly name: string | null;
  readonly consent: Consent;
}

export type SubscribeOutcome =
  /** A pending row exists now; `mailed`: and a confirmation was written, unless the address had as many as it may have. */
  | { readonly kind: 'pending'; readonly subscriber: Subscriber; readonly mailed: boolean }
  | { readonly kind: 'already-active'; readonly subscriber: Subscriber }
  /** Complained or excluded by the author: never mailed. */
  | { readonly kind: 'suppressed' }
  /** Nobody has this address, and it was mailed as many confirmations as it may be: nothing was written. */
  | { readonly kind: 'limited' }
  /** All doors are shut because of a spike: nothing was written. */
  | { readonly kind: 'paused'; readonly until: Instant };

/** An address that must not be mailed. */
export interface Suppression {
  readonly addressHash: string;
  readonly reason: SuppressionReason;
  /** Since when. */
  readonly at: Instant;
}

/** A consent, and when it was confirmed, if it was. */
export interface GivenConsent {
  readonly consent: Consent;
  readonly confirmedAt: Instant | null;
}

/** A reader with what else is kept about the address. */
export interface ReaderRecord {
  readonly subscriber: Subscriber;
  readonly suppression: SuppressionReason | null;
  /** The last one; null for who was taken over as having left. */
  readonly consent: GivenConsent | null;
}

export interface SubscriberStore {
  /**
   * Someone asks to subscribe: a pending row (new, or an unsubscribed one that returns, with plain preferences) and, if the address may be mailed one
   * (`mayBeMailed`), a `confirm` mail and the consent that it is about. An active subscriber is left as it is, but one whose mailbox
   * `bounced` becomes pending again: only a fresh opt-in lifts that.
   * @param spikeFloor so many unconfirmed ones within an hour are no spike, which shuts all doors; without it the doors are not guarded, as where the author asks
   */
  subscribe(subscriber: NewSubscriber, at: Instant, spikeFloor?: number): Promise<SubscribeOutcome>;
  /**
   * pending -> active, with the time of confirmation in the consent, a lifted `bounced` or `erased` suppression, and a `welcome` mail.
   * Confirming twice is fine. `unknown` when there is no such row, `left` when the reader has unsubscribed, or
   * moved to another address, since `tokenMadeAt`.
   */
  confirm(
    id: SubscriberId,
    tokenMadeAt: Instant,
    at: Instant,
  ): Promise<'confirmed' | 'already-active' | 'left' | 'unknown'>;
  /** -> unsubscribed. Unknown or already unsubscribed is `unchanged`, which is no fault. */
  unsubscribe(id: SubscriberId, how: Exit, at: Instant): Promise<'unsubscribed' | 'unchanged'>;
  /** Why a reader left, by their own word; said again it replaces what was said before. False when they have not left. */
  noteLeaveReason(id: SubscriberId, reason: LeaveReason, at: Instant): Promise<boolean>;
  /** The Undo on the page after leaving: unsubscribed -> active, if it happened within the last day and the reader was active before. */
  undoUnsubscribe(id: SubscriberId, at: Instant): Promise<boolean>;
  /**
   * Takes over rows of a list from elsewhere as `decideImport` says, in their order; what changes nothing writes nothing. Meant for chunks of
   * some thousand rows.
   * @returns what became of each
   */
  importSubscribers(rows: readonly ImportedReader[], at: Instant): Promise<readonly ImportOutcome[]>;
  /** How the addresses of such rows stand, for trying an import out. */
  standingsOf(rows: readonly ImportedReader[]): Promise<readonly Standing[]>;
  /**
   * Forgets the address, name and preferences, also where relays' replies and single mails hold them; deliveries stay under the id, so that old
   * ledgers add up. The hash is suppressed as `erased`, unless it already is for good.
   */
  erase(id: SubscriberId, at: Instant): Promise<boolean>;

  subscriberById(id: SubscriberId): Promise<Subscriber | null>;
  subscriberByAddress(address: EmailAddress): Promise<Subscriber | null>;
  /** In order of id, after `after`, at most `limit`; `state` filters. */
  subscribers(
    state: Subscriber['state']['kind'] | null,
    after: SubscriberId | null,
    limit: number,
  ): Promise<readonly Subscriber[]>;
  /** In order of id, after `after`, at most `limit`. */
  readerRecords(after: SubscriberId | null, limit: number): Promise<readonly ReaderRecord[]>;
  readerRecord(address: EmailAddress): Promise<ReaderRecord | null>;
  /** Whose address or name holds this text, in order of id, at most `limit`. */
  findReaders(text: string, limit: number): Promise<readonly ReaderRecord[]>;
  /** All that a reader ever agreed to, in the order of time. */
  consentsOf(id: SubscriberId): Promise<readonly GivenConsent[]>;
  /** On which days readers came and went, in their order; days without either are left out. */
  readerDays(): Promise<readonly DayCount[]>;
  countSubscribers(): Promise<Readonly<Record<Subscriber['state']['kind'], number>>>;

  /** `complained` and `author` are for good: they replace `bounced` and `erased`, and are not replaced by them. */
  suppress(addressHash: string, reason: SuppressionReason, at: Instant): Promise<void>;
  suppressionOf(addressHash: string): Promise<SuppressionReason | null>;
  /** The author's word lifts any reason. @returns the one there was, or null */
  unsuppress(addressHash: string, at: Instant): Promise<SuppressionReason | null>;
  /** As `suppress`, for many. @returns for how many of them something changed */
  addSuppressions(rows: readonly Suppression[], at: Instant): Promise<number>;
  /** In the order of their hashes, after `after`, at most `limit`. */
  suppressions(after: string, limit: number): Promise<readonly Suppression[]>;
}
