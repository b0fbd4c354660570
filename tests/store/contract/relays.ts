import { beforeEach, expect, it } from 'vitest';
import { HOUR } from '../../../src/core/clock.ts';
import type { RelayTrouble } from '../../../src/domain/deliveries/relay-record.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, RELAY } from '../../support/ledger-turns.ts';
import { addActiveReaders, openEdition, T0, takeLease } from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const TROUBLE: RelayTrouble = { kind: 'login', detail: '535 no', at: T0, until: T0 + HOUR };

/** What is known of relays. */
export function relaysContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
  });

  it('knows a relay since it was first used', async () => {
    expect(await store.relayRecords()).toEqual([]);
    await addActiveReaders(store, ['a@example.org', 'b@example.org']);
    const { id } = await openEdition(store);
    const epoch = await takeLease(store);
    await begin(store, id, 1, epoch, T0 + 1);
    await begin(store, id, 1, epoch, T0 + 2);
    expect(await store.relayRecords()).toMatchObject([{ id: RELAY, firstUsedAt: T0 + 1, trouble: null }]);
  });

  it('remembers what a relay has against us, until it has nothing', async () => {
    await store.noteRelayTrouble(RELAY, null, T0);
    expect(await store.relayRecords()).toEqual([]);
    await store.noteRelayTrouble(RELAY, TROUBLE, T0);
    store = await subject.reopen();
    expect(await store.relayRecords()).toMatchObject([{ id: RELAY, firstUsedAt: null, trouble: TROUBLE }]);
    await store.noteRelayTrouble(RELAY, { ...TROUBLE, until: T0 + 2 * HOUR }, T0 + 1);
    await store.noteRelayTrouble(RELAY, null, T0 + 2);
    expect(await store.relayRecords()).toMatchObject([{ id: RELAY, trouble: null }]);
    expect((await store.events(9)).map(({ at, kind, detail }) => [at, kind, detail])).toEqual([
      [T0 + 2, 'relay.recovered', 'login'],
      [T0, 'relay.trouble', 'login'],
    ]);
  });
}
