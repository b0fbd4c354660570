import type { Instant } from '../core/clock.ts';
import type { RelayId, RelayRecord, RelayTrouble } from '../domain/deliveries/relay-record.ts';

/** What is known of relays from what was sent through them. What is begun is counted by the verbs that begin. */
export interface RelayStore {
  /** Those ever used or in trouble, in no particular order. */
  relayRecords(): Promise<readonly RelayRecord[]>;
  /** Writes down what a relay has against us; null: nothing any more. */
  noteRelayTrouble(id: RelayId, trouble: RelayTrouble | null, at: Instant): Promise<void>;
}
