import type { Instant } from '../core/clock.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import type {
  BegunDelivery,
  Delivery,
  DeliveryId,
  DeliveryNote,
  DeliveryStateKind,
  Edition,
  EditionDraft,
  EditionId,
  FailReason,
  FrozenContent,
  Ledger,
  Settlement,
  SkipReason,
} from '../domain/deliveries/delivery.ts';
import type { DomainLimits, RelayLimits } from '../domain/deliveries/limits.ts';
import type { RelayId, SendHold } from '../domain/deliveries/relay-record.ts';
import type { NewSingleMail } from '../domain/deliveries/single-mail.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { SeriesSlot } from '../domain/schedule/series-slot.ts';

export interface EditionStore {
  /** All editions, newest first. */
  editions(): Promise<readonly Edition[]>;
  editionByKey(key: string): Promise<Edition | null>;
  editionById(id: EditionId): Promise<Edition | null>;

  /** pending -> held, which takes back an earlier yes. False when it is not pending (it may be too late). */
  holdEdition(id: EditionId, at: Instant): Promise<boolean>;
  /** The author's yes for exactly this content; held -> pending. `sendNow` also drops quiet period and window. False when it is neither pending nor held. */
  approveEdition(id: EditionId, hash: string, sendNow: boolean, at: Instant): Promise<boolean>;
  /**
   * pending -> opening: content and audience (who is active and not suppressed at `at`) are frozen.
   * False when it is not pending: another worker was first, or the author held it.
   */
  freezeEdition(id: EditionId, content: FrozenContent, at: Instant): Promise<boolean>;
  frozenContent(id: EditionId): Promise<FrozenContent | null>;
  /**
   * Writes the deliveries of the next `limit` readers of the frozen audience, in order of their id; when none is left,
   * opening -> open. Returns how many were written and whether the edition is open now. Safe to repeat after a kill.
   * Who left or was suppressed between the freeze and the writing is written as `skipped`: the audience stays what it was.
   */
  openDeliveries(
    id: EditionId,
    limit: number,
    at: Instant,
  ): Promise<{ readonly written: number; readonly open: boolean }>;

  /**
   * One turn of the send engine in one commit: outcomes are written down, then deliveries of one open edition are claimed: deferred ones
   * whose time has come, then queued ones in order of id.
   *
   * Settling: only a row that is `sending`, or `uncertain` from the same epoch (a late answer), is changed; what goes back to `queued`
   * gives its relay's quota back. Claiming: readers who left or were suppressed become `skipped`; the lease's epoch, the edition's state and
   * the limits are checked, and what is begun is counted against them. A delivery whose domain is at its limit is passed over without
   * being looked at again and again: the cost of a claim does not depend on how many wait.
   */
  turnLedger(turn: LedgerTurn): Promise<LedgerTurned>;
  /** When the next deferred delivery of an open edition comes due, but for those that wait behind their domain's limit; null when there is none. */
  nextDeferredAt(id: EditionId): Promise<Instant | null>;
  /** Whether anything of it is queued, sending or deferred. */
  somethingWaits(id: EditionId): Promise<boolean>;
  /** open -> complete when nothing is queued, sending or deferred; `notice` is written with it. False otherwise. */
  completeEdition(id: EditionId, notice: NewSingleMail | null, at: Instant): Promise<boolean>;

  /** open -> paused. False when it is not open. */
  pauseEdition(id: EditionId, by: 'author' | 'breaker', why: string | null, at: Instant): Promise<boolean>;
  /** paused -> open. False when it is not paused. */
  resumeEdition(id: EditionId, at: Instant): Promise<boolean>;
  /** pending, held, opening, open or paused -> cancelled: nothing is begun any more. False otherwise. Its waiting rows follow by `skipCancelled`. */
  cancelEdition(id: EditionId, at: Instant): Promise<boolean>;
  /** queued, deferred -> skipped (cancelled), for up to `limit` rows of a cancelled edition. Returns how many; 0 when none is left. */
  skipCancelled(id: EditionId, limit: number, at: Instant): Promise<number>;
  /**
   * failed -> queued by the author's word, with a whole day of retries before them: all, or those with this reason, or of these readers.
   * An edition that was complete is open again. Returns how many. A cancelled edition is left alone.
   */
  retryFailed(id: EditionId, which: RetryChoice, at: Instant): Promise<number>;
  /**
   * uncertain -> sent or queued, by the author's word or by evidence (which is noted): all, or those of these readers. When one is queued
   * again, an edition that was complete is open again; of a cancelled one nothing is queued. Returns how many.
   */
  resolveUncertain(id: EditionId, resolution: Resolution, at: Instant): Promise<number>;

  /** Records a mailing that no publication brought about, `pending`, with its words or its slot. False when one with this key exists. */
  createEdition(edition: NewEdition, at: Instant): Promise<boolean>;
  /** The words of a correction or announcement; null for an edition of a post. */
  editionDraft(id: EditionId): Promise<EditionDraft | null>;

  /** One reader's delivery; null when the reader was not in the audience. */
  deliveryTo(id: EditionId, subscriber: SubscriberId): Promise<Delivery | null>;
  /** The story of a delivery, oldest first. */
  deliveryNotes(id: DeliveryId): Promise<readonly DeliveryNote[]>;
  /** How many failed for each reason and were skipped for each, and how many wait behind each domain's limit. */
  ledgerReasons(id: EditionId): Promise<LedgerReasons>;

  /** `audience` was counted when the rows were written, the states are counted now: so the sum is a proof. */
  ledger(id: EditionId): Promise<Ledger>;
  /** Deliveries in one state (or all), in order of id, after `after`, at most `limit`. */
  deliveries(
    id: EditionId,
    state: DeliveryStateKind | null,
    after: DeliveryId | null,
    limit: number,
  ): Promise<readonly Delivery[]>;
}

export interface LedgerTurn {
  readonly epoch: number;
  readonly at: Instant;
  readonly settlements: readonly DeliverySettlement[];
  /** Null: only settle. */
  readonly claim: Claim | null;
  /**
   * Told what is about to be begun, while the disk is still to be waited for: for what takes time and asks no relay, like a signature. It holds
   * up the commit, and must not throw. Nothing of it is begun before the turn resolves, and if that rejects, nothing of it is begun.
   */
  readonly prepare?: (begun: readonly BegunDelivery[]) => void;
}

export interface Claim {
  readonly edition: EditionId;
  /** In order of preference: a delivery goes to the first that can take it now. `room`: how many more may be under way through it. */
  readonly relays: readonly { readonly id: RelayId; readonly room: number; readonly limits: RelayLimits }[];
  readonly domains: DomainLimits;
  /** How many messages are under way to each domain, where that matters; not counting those that are settled in the same turn. */
  readonly underWay: ReadonlyMap<string, number>;
}

export interface LedgerTurned {
  /** False: another worker took over, or the lease was given back; nothing was begun. */
  readonly holdsLease: boolean;
  /** In order of id. */
  readonly begun: readonly BegunDelivery[];
  /** What kept more from being begun; empty when all room was used, or nothing waits. */
  readonly holds: readonly SendHold[];
  /** It looked at as many rows as one turn may, and room is left: more can be begun by another turn at once. */
  readonly more: boolean;
}

export interface RetryChoice {
  readonly reason: FailReason | null;
  readonly subscribers: readonly SubscriberId[] | null;
}

export interface Resolution {
  readonly how: 'sent' | 'resend';
  readonly by: 'author' | 'evidence';
  /** What proves it, when it is evidence. */
  readonly detail: string | null;
  readonly subscribers: readonly SubscriberId[] | null;
}

export type NewEdition = NewMailing | NewSeriesEdition;

export interface NewMailing {
  readonly kind: 'regular' | 'correction' | 'announcement' | 'digest';
  readonly key: string;
  readonly topic: TopicId | null;
  readonly subject: string;
  /** Null: a test run of a post's own edition. */
  readonly draft: EditionDraft | null;
  readonly test: boolean;
}

/** A part for those whose next one it is at the moment of the slot, whenever it is recorded. */
export interface NewSeriesEdition {
  readonly kind: 'series';
  readonly key: string;
  readonly topic: TopicId;
  readonly series: string;
  readonly slot: SeriesSlot;
  readonly subject: string;
  readonly test: boolean;
}

export interface LedgerReasons {
  readonly failed: Readonly<Partial<Record<FailReason, number>>>;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  /** Queued deliveries that were passed over because their domain was at its limit; the longest queue first. */
  readonly waitingBehind: readonly { readonly domain: string; readonly queued: number }[];
}

export interface DeliverySettlement {
  readonly id: DeliveryId;
  readonly relay: RelayId;
  readonly settlement: Settlement;
  /** Set when the reply proves that this mailbox does not exist: the address is suppressed in the same transaction. */
  readonly suppress: boolean;
}
