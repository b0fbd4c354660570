import type { Instant } from '../core/clock.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { EditionId } from '../domain/deliveries/delivery.ts';
import type { Following } from '../domain/readers/following.ts';
import type { FrozenFor, Preferences } from '../domain/readers/preferences.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';

export interface NewAddress {
  readonly address: EmailAddress;
  readonly addressHash: string;
}

/** On which terms readers stay. */
export interface PreferenceStore {
  /** What holds now: plain preferences for who never said otherwise, was erased, or never existed. */
  preferencesOf(id: SubscriberId): Promise<Preferences>;
  /**
   * What the reader wants from now on, and their name. An edition whose list is frozen already keeps its list. `unchanged` when nothing
   * differs, `unknown` when nobody has this number any more.
   * @param wanted `following`: all the series they follow from now on; without it these stay as they are
   */
  savePreferences(
    id: SubscriberId,
    wanted: Preferences & { readonly name: string | null; readonly following?: readonly string[] },
    at: Instant,
  ): Promise<'saved' | 'unchanged' | 'unknown'>;
  /** Whether anybody who is active takes the monthly digest now: else there is none to be made. */
  someoneTakesDigest(): Promise<boolean>;
  /** What held for a reader when an edition's list was frozen. Null when it is not frozen, or they were not active then. */
  preferencesAtFreeze(
    edition: EditionId,
    reader: SubscriberId,
  ): Promise<{ readonly preferences: Preferences; readonly frozen: FrozenFor } | null>;

  /**
   * An active reader wants their mail at another address: it is kept, in place of an earlier one, and a `new-address` mail goes to it, unless
   * one did today. False, and nothing happened, when the address is wanted already, is somebody's or must not be mailed, got such a mail today
   * because of another reader, or the reader had three of them sent today.
   */
  askForAddress(id: SubscriberId, wanted: NewAddress, at: Instant): Promise<boolean>;
  /** The address a reader asked for last and has not confirmed. */
  wantedAddress(id: SubscriberId): Promise<NewAddress | null>;
  /**
   * The owner of the new address said yes: the reader has it from now on, and an `address-changed` mail tells the old one. Links that were
   * made before confirm nothing any more. Ids, deliveries and preferences stay. False when this hash is not the one asked for last, the
   * address has become somebody's or must not be mailed, or the reader is not active.
   */
  changeAddress(id: SubscriberId, addressHash: string, at: Instant): Promise<boolean>;
  /** When the reader moved to the address they have; null when it is the first. */
  movedAt(id: SubscriberId): Promise<Instant | null>;

  /** Everything that is kept about a reader; null when nobody has this number any more. */
  storedAbout(id: SubscriberId): Promise<StoredAbout | null>;
}

/** All that is stored about one reader, for the reader. Instants as they are kept. */
export interface StoredAbout {
  readonly address: EmailAddress;
  readonly name: string | null;
  readonly state: 'pending' | 'active' | 'unsubscribed';
  readonly stateSince: Instant;
  readonly createdAt: Instant;
  readonly leftAt: Instant | null;
  readonly leftHow: string | null;
  readonly suppressed: { readonly reason: string; readonly at: Instant } | null;
  readonly wantedAddress: { readonly address: EmailAddress; readonly askedAt: Instant } | null;
  readonly consents: readonly {
    readonly door: string;
    readonly wording: string;
    readonly formVersion: string;
    readonly at: Instant;
    readonly confirmedAt: Instant | null;
    readonly ip: string | null;
  }[];
  readonly leftBecause: { readonly reason: string; readonly at: Instant } | null;
  readonly bounces: readonly {
    readonly at: Instant;
    readonly source: string;
    readonly status: string | null;
    readonly reason: string;
    readonly detail: string | null;
  }[];
  /** Those that hold, and earlier ones under which an edition was frozen; oldest first. */
  readonly preferences: readonly (Preferences & { readonly at: Instant })[];
  /** Series that were asked for from their beginning. */
  readonly followings: readonly Following[];
  readonly deliveries: readonly {
    readonly edition: string;
    readonly subject: string;
    readonly state: string;
    readonly at: Instant;
    readonly reason: string | null;
    readonly reply: string | null;
    readonly attempts: number;
  }[];
  readonly mails: readonly {
    readonly kind: string;
    readonly to: EmailAddress | null;
    readonly state: string;
    readonly at: Instant;
  }[];
  /** Kept for a month. */
  readonly inbound: readonly {
    readonly at: Instant;
    readonly way: string;
    readonly subject: string;
    readonly kind: string;
    /** Null: its turn has not come yet. */
    readonly outcome: string | null;
  }[];
  readonly events: readonly { readonly at: Instant; readonly kind: string; readonly detail: string | null }[];
}
