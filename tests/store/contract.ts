import { describe } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { addressChangesContract } from './contract/address-changes.ts';
import { addressKeyContract } from './contract/address-key.ts';
import { authorWordsContract } from './contract/author-words.ts';
import { earlierPostsContract } from './contract/earlier-posts.ts';
import { feedbackContract } from './contract/feedback.ts';
import { followingsContract } from './contract/followings.ts';
import { guardsContract } from './contract/guards.ts';
import { historyContract } from './contract/history.ts';
import { importingContract } from './contract/importing.ts';
import { inboundContract } from './contract/inbound.ts';
import { inboundPlacesContract } from './contract/inbound-places.ts';
import { leaseContract } from './contract/lease.ts';
import { leavingContract } from './contract/leaving.ts';
import { limitsContract } from './contract/limits.ts';
import { mailingsContract } from './contract/mailings.ts';
import { openingContract } from './contract/opening.ts';
import { preferencesContract } from './contract/preferences.ts';
import { publishingContract } from './contract/publishing.ts';
import { readersContract } from './contract/readers.ts';
import { relaysContract } from './contract/relays.ts';
import { retentionContract } from './contract/retention.ts';
import { revisionContract } from './contract/revision.ts';
import { sendingContract } from './contract/sending.ts';
import { seriesContract } from './contract/series.ts';
import { singleMailContract } from './contract/single-mails.ts';

export interface ContractSubject {
  readonly store: Store;
  /** A second store on the same facts, as another worker would have it. */
  another(): Store;
  /** Abandons the store as a kill would, and opens the same facts anew. */
  reopen(): Promise<Store>;
}

export type OpenSubject = () => Promise<ContractSubject>;

/** What every implementation of `Store` must do. `open` gives an empty one for each test. */
export function describeStoreContract(name: string, open: OpenSubject): void {
  describe(`${name} store`, () => {
    describe('publishing', () => publishingContract(open));
    describe('readers coming', () => readersContract(open));
    describe('lists of readers', () => importingContract(open));
    describe('readers leaving', () => leavingContract(open));
    describe('readers staying', () => preferencesContract(open));
    describe('series from their beginning', () => followingsContract(open));
    describe('parts of series', () => seriesContract(open));
    describe('posts from before', () => earlierPostsContract(open));
    describe('readers moving', () => addressChangesContract(open));
    describe('the key of the addresses', () => addressKeyContract(open));
    describe('what is told of mails', () => feedbackContract(open));
    describe('the guards at the doors', () => guardsContract(open));
    describe('what is not kept for ever', () => retentionContract(open));
    describe('opening an edition', () => openingContract(open));
    describe('sending', () => sendingContract(open));
    describe('the limits', () => limitsContract(open));
    describe('the words of the author', () => authorWordsContract(open));
    describe('mailings', () => mailingsContract(open));
    describe('relays', () => relaysContract(open));
    describe('how far a mailbox was read', () => inboundPlacesContract(open));
    describe('the lease', () => leaseContract(open));
    describe('single mails', () => singleMailContract(open));
    describe('mails that come in', () => inboundContract(open));
    describe('the revision', () => revisionContract(open));
    describe('the history', () => historyContract(open));
  });
}
