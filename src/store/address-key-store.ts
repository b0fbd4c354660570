import type { Instant } from '../core/clock.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { NewAddress } from './preference-store.ts';

/** What the store knows of the key that its hashes of addresses are made with. A mark is a hash of the same words for everybody, under that key. */
export type AddressKeyState =
  /** It was never noted. `samples`: the first and the last reader's address with its hash; none when nobody is known. */
  | { readonly kind: 'unmarked'; readonly samples: readonly NewAddress[] }
  | { readonly kind: 'marked'; readonly mark: string }
  /** Addresses are being hashed anew: some are under this key, others not yet. */
  | { readonly kind: 'rehashing'; readonly to: string };

export interface HashedReader {
  readonly id: SubscriberId;
  readonly addressHash: string;
}

/** With which key addresses are hashed, and giving them another one when the first is lost. */
export interface AddressKeyStore {
  addressKeyState(): Promise<AddressKeyState>;
  /** Notes the key, unless one is noted. @returns what stands there now */
  adoptAddressKey(mark: string): Promise<AddressKeyState>;

  /** How many readers have an address, and how many suppressions are of nobody among them: known by a hash alone. */
  countHashed(): Promise<{ readonly readers: number; readonly ofNobody: number }>;
  /**
   * From now on addresses are hashed anew for this key, from the first reader on, or from where it was left off. Addresses that readers asked for and
   * have not confirmed are forgotten, as the links to them are bound to their old hashes.
   */
  beginRehash(mark: string): Promise<void>;
  /** The next readers to be hashed anew, in order of id, at most `limit`. */
  readersToRehash(
    limit: number,
  ): Promise<readonly { readonly id: SubscriberId; readonly address: EmailAddress }[]>;
  /** Gives readers their new hashes, in order of id; what was known by the old ones, suppressions and confirmations, goes along. */
  rehash(readers: readonly HashedReader[]): Promise<void>;
  /** All readers have their new hashes: the key is the one that is noted from now on. */
  endRehash(at: Instant): Promise<void>;
}
