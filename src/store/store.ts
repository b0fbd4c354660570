import type { AddressKeyStore } from './address-key-store.ts';
import type { EditionStore } from './edition-store.ts';
import type { FeedbackStore } from './feedback-store.ts';
import type { GuardStore } from './guard-store.ts';
import type { InboundPlaceStore } from './inbound-place-store.ts';
import type { InboundStore } from './inbound-store.ts';
import type { LeaseStore } from './lease-store.ts';
import type { PreferenceStore } from './preference-store.ts';
import type { PublicationStore } from './publication-store.ts';
import type { RelayStore } from './relay-store.ts';
import type { SeriesStore } from './series-store.ts';
import type { SingleMailStore } from './single-mail-store.ts';
import type { SubscriberStore } from './subscriber-store.ts';

/**
 * Everything Fortnight remembers. Every method is one atomic transaction: all of it is durable when the promise resolves,
 * or none of it happened. `tests/store/contract.ts` is what an implementation must satisfy.
 */
export interface Store
  extends PublicationStore,
    EditionStore,
    SubscriberStore,
    PreferenceStore,
    SeriesStore,
    FeedbackStore,
    GuardStore,
    AddressKeyStore,
    SingleMailStore,
    InboundStore,
    RelayStore,
    InboundPlaceStore,
    LeaseStore {
  /**
   * A number that is another one after a change. Only what this store's own `turnLedger`, `beginMails`, `settleMails`, `saveInboundPlace` and renewed leases change is
   * not counted. So editions, the schedule and the calendar are as they were read before, while it is the same. Costs next to nothing.
   */
  revision(): Promise<number>;
  /** The last things that happened, newest first. */
  events(limit: number): Promise<readonly StoredEvent[]>;
  /** All that happened to these subjects, in its order. */
  eventsAbout(subjects: readonly string[]): Promise<readonly StoredEvent[]>;
  close(): Promise<void>;
}

/** One line of the history that each verb writes beside its change. */
export interface StoredEvent {
  readonly at: number;
  /** e.g. `slot.published`, `slot.missed`, `edition.opened`, `subscriber.confirmed`. */
  readonly kind: string;
  /** What it is about: a date, a topic, an edition's key, a subscriber's id. Never an address. */
  readonly subject: string;
  readonly detail: string | null;
}
