import type { Instant } from '../core/clock.ts';
import type {
  BegunDelivery,
  Delivery,
  DeliveryId,
  DeliveryStateKind,
  Edition,
  EditionId,
  FrozenContent,
  Ledger,
  Settlement,
} from '../domain/deliveries/delivery.ts';
import type { NewSingleMail } from '../domain/deliveries/single-mail.ts';

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
   * Claims up to `limit` deliveries of an open edition: queued ones, and deferred ones whose time has come. In the same
   * transaction readers who left or were suppressed become `skipped`, and the lease's epoch is checked: an old epoch gets none. Empty means that nothing can be begun now.
   */
  beginDeliveries(
    id: EditionId,
    limit: number,
    epoch: number,
    at: Instant,
  ): Promise<readonly BegunDelivery[]>;
  /** Ends begun deliveries. A row that is no longer `sending`, or `uncertain` from the same epoch (a late 250), is left alone. */
  settleDeliveries(settlements: readonly DeliverySettlement[], epoch: number, at: Instant): Promise<void>;
  /** When the next deferred delivery of an open edition comes due; null when none waits. */
  nextDeferredAt(id: EditionId): Promise<Instant | null>;
  /** open -> complete when nothing is queued, sending or deferred; `notice` is written with it. False otherwise. */
  completeEdition(id: EditionId, notice: NewSingleMail | null, at: Instant): Promise<boolean>;

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

export interface DeliverySettlement {
  readonly id: DeliveryId;
  readonly settlement: Settlement;
  /** Set when the reply proves that this mailbox does not exist: the address is suppressed in the same transaction. */
  readonly suppress: boolean;
}
