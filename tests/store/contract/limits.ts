import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, type Instant, SECOND } from '../../../src/core/clock.ts';
import type { BegunDelivery, EditionId } from '../../../src/domain/deliveries/delivery.ts';
import { type DomainLimit, NO_LIMITS, type RelayLimits } from '../../../src/domain/deliveries/limits.ts';
import type { RelayId, SendHold } from '../../../src/domain/deliveries/relay-record.ts';
import type { Claim, LedgerTurned } from '../../../src/store/edition-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, claimOf, RELAY, settle } from '../../support/ledger-turns.ts';
import { addActiveReaders, openEdition, T0, takeLease } from '../../support/stores.ts';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const SECOND_RELAY = 'second@relay.example:587' as RelayId;
const ten = Array.from({ length: 10 }, (_, index) => `reader${index}@example.org`);

function limited(change: Partial<RelayLimits>, room = 100): Partial<Claim> {
  return { relays: [{ id: RELAY, room, limits: { ...NO_LIMITS, ...change } }] };
}

function domains(
  named: Readonly<Record<string, Partial<DomainLimit>>>,
  others: DomainLimit | null = null,
): Pick<Claim, 'domains'> {
  const whole = Object.entries(named).map(
    ([domain, limit]) => [domain, { perSecond: null, connections: null, ...limit }] as const,
  );
  return { domains: { named: new Map(whole), others } };
}

/** What relays and recipient domains are given at most. */
export function limitsContract(open: OpenSubject): void {
  let subject: ContractSubject;
  let store: Store;
  let id: EditionId;
  let epoch: number;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
  });

  const opened = async (addresses: readonly string[]): Promise<void> => {
    await addActiveReaders(store, addresses);
    id = (await openEdition(store)).id;
    epoch = await takeLease(store);
  };

  const turn = (change: Partial<Claim>, at: Instant): Promise<LedgerTurned> =>
    store.turnLedger({ epoch, at, settlements: [], claim: claimOf(id, 100, change) });

  const names = (begun: readonly BegunDelivery[]): string[] => begun.map(({ address }) => address);

  const unsent = (begun: readonly BegunDelivery[], at: Instant): Promise<void> =>
    settle(
      store,
      begun.map((delivery) => ({ id: delivery.id, settlement: { kind: 'queued' }, suppress: false })),
      epoch,
      at,
    );

  const relayHold = (why: string, limit: number, until: Instant): readonly object[] => [
    { kind: 'relay', relay: RELAY, why, limit, until },
  ];

  describe('the rate of a relay', () => {
    it('of one a second is one a second, and says when the next may go', async () => {
      await opened(ten);
      const first = await turn(limited({ perSecond: 1 }), T0);
      expect(names(first.begun)).toEqual(['reader0@example.org']);
      expect(first.holds).toEqual(relayHold('rate', 1, T0 + SECOND));
      expect((await turn(limited({ perSecond: 1 }), T0 + SECOND - 1)).begun).toEqual([]);
      expect((await turn(limited({ perSecond: 1 }), T0 + SECOND)).begun).toHaveLength(1);
    });

    it('holds for a worker that starts anew', async () => {
      await opened(ten);
      await turn(limited({ perSecond: 1 }), T0);
      store = await subject.reopen();
      expect((await turn(limited({ perSecond: 1 }), T0 + 1)).begun).toEqual([]);
    });

    it('goes on at once when the clock went back', async () => {
      await opened(ten);
      await turn(limited({ perSecond: 1 }), T0 + DAY);
      expect((await turn(limited({ perSecond: 1 }), T0)).begun).toEqual([]);
      expect((await turn(limited({ perSecond: 1 }), T0 + SECOND)).begun).toHaveLength(1);
    });

    it('is given back by what was certainly not sent', async () => {
      await opened(ten);
      const { begun } = await turn(limited({ perSecond: 1, hourly: 1, daily: 1 }), T0);
      await unsent(begun, T0 + 1);
      expect((await turn(limited({ perSecond: 1, hourly: 1, daily: 1 }), T0 + 1)).begun).toHaveLength(1);
      expect((await turn(limited({ perSecond: 1, hourly: 1, daily: 1 }), T0 + SECOND)).begun).toEqual([]);
    });
  });

  describe('the quotas of a relay', () => {
    it.each([
      ['hourly', { hourly: 3 }, T0 + HOUR],
      ['daily', { daily: 3 }, Date.UTC(2026, 11, 9)],
      ['warm-up', { warmUp: [3, 5] }, Date.UTC(2026, 11, 9)],
    ] as const)('hold until their window ends (%s)', async (why, limits, until) => {
      await opened(ten);
      const first = await turn(limited(limits), T0);
      expect(first.begun).toHaveLength(3);
      expect(first.holds).toEqual(relayHold(why, 3, until));
      store = await subject.reopen();
      expect((await turn(limited(limits), until - 1)).begun).toEqual([]);
      const second = await turn(limited(limits), until);
      expect(second.begun).toHaveLength(why === 'warm-up' ? 5 : 3);
    });

    it('are not forgotten when the clock goes to and fro', async () => {
      await opened(ten);
      await turn(limited({ hourly: 3 }), T0);
      expect((await turn(limited({ hourly: 3 }), T0 - 30 * 60 * SECOND)).begun).toEqual([]);
      expect((await turn(limited({ hourly: 3 }), T0 + 1)).begun).toEqual([]);
    });

    it('do not hold for a year after a clock that was a year ahead', async () => {
      await opened(ten);
      await turn(limited({ hourly: 3, warmUp: [9, 9] }), T0 + 365 * DAY);
      const held = await turn(limited({ hourly: 3, warmUp: [9, 9] }), T0);
      expect(held.holds).toEqual(relayHold('hourly', 3, T0 + 2 * HOUR));
      expect((await turn(limited({ hourly: 3, warmUp: [9, 9] }), T0 + 2 * HOUR)).begun).toHaveLength(3);
    });

    it('say nothing when nothing waits', async () => {
      await opened(ten.slice(0, 3));
      expect((await turn(limited({ hourly: 3 }), T0)).holds).toEqual([]);
    });

    it('say nothing when it is room that is lacking', async () => {
      await opened(ten);
      expect(await turn(limited({ hourly: 3 }, 2), T0)).toMatchObject({ holds: [], more: false });
    });
  });

  it('gives a delivery to the first relay that can take it', async () => {
    await opened(ten);
    const relays = [
      { id: RELAY, room: 10, limits: { ...NO_LIMITS, hourly: 2 } },
      { id: SECOND_RELAY, room: 3, limits: NO_LIMITS },
    ];
    const { begun, holds } = await turn({ relays }, T0);
    expect(begun.map(({ relay }) => relay)).toEqual([RELAY, RELAY, SECOND_RELAY, SECOND_RELAY, SECOND_RELAY]);
    expect(holds).toEqual(relayHold('hourly', 2, T0 + HOUR));
    const records = await store.relayRecords();
    expect(records.map((record) => [record.id, record.firstUsedAt])).toEqual([
      [RELAY, T0],
      [SECOND_RELAY, T0],
    ]);
    expect(records[0]?.hour).toEqual({ start: T0, used: 2 });
  });

  describe('the limit of a recipient domain', () => {
    const MIXED = ['a@slow.example', 'b@slow.example', 'c@slow.example', 'd@fast.example', 'e@fast.example'];
    const slow = domains({ 'slow.example': { perSecond: 1 } });
    const hold = (until: Instant | null, change: Partial<SendHold> = {}) => [
      { kind: 'domain', domain: 'slow.example', why: 'rate', limit: 1, until, ...change },
    ];

    it('passes over what must wait, and begins the rest', async () => {
      await opened(MIXED);
      const { begun, holds, more } = await turn(slow, T0);
      expect(names(begun)).toEqual(['a@slow.example', 'd@fast.example', 'e@fast.example']);
      expect({ holds, more }).toEqual({ holds: hold(T0 + SECOND), more: false });
      expect(await store.ledgerReasons(id)).toMatchObject({
        waitingBehind: [{ domain: 'slow.example', queued: 2 }],
      });
      expect(await store.ledger(id)).toMatchObject({ queued: 2, sending: 3 });
    });

    it('lets them go one by one, in their order, also after a restart', async () => {
      await opened(MIXED);
      await turn(slow, T0);
      store = await subject.reopen();
      expect(await turn(slow, T0 + SECOND - 1)).toMatchObject({ begun: [], holds: hold(T0 + SECOND) });
      expect(names((await turn(slow, T0 + SECOND)).begun)).toEqual(['b@slow.example']);
      const last = await turn(slow, T0 + 9 * SECOND);
      expect(names(last.begun)).toEqual(['c@slow.example']);
      expect(last.holds).toEqual([]);
    });

    it('lets them all go when the limit is gone', async () => {
      await opened(MIXED);
      await turn(slow, T0);
      expect(names((await turn({}, T0)).begun)).toEqual(['b@slow.example', 'c@slow.example']);
    });

    it('does not wait for a clock that has gone back', async () => {
      await opened(MIXED);
      await turn(slow, T0 + DAY);
      expect((await turn(slow, T0)).begun).toEqual([]);
      expect((await turn(slow, T0 + SECOND)).begun).toHaveLength(1);
    });

    it('counts what is under way', async () => {
      await opened(MIXED);
      const two = domains({ 'slow.example': { connections: 2 } });
      const first = await turn({ ...two, underWay: new Map([['slow.example', 1]]) }, T0);
      expect(names(first.begun)).toEqual(['a@slow.example', 'd@fast.example', 'e@fast.example']);
      expect(first.holds).toEqual(hold(null, { why: 'connections', limit: 2 }));
      const next = await turn({ ...two, underWay: new Map() }, T0);
      expect(names(next.begun)).toEqual(['b@slow.example', 'c@slow.example']);
      expect(next.holds).toEqual([]);
    });

    it('holds for each domain that is not named, on its own', async () => {
      await opened(MIXED);
      const each = domains({}, { perSecond: 1, connections: null });
      expect(names((await turn(each, T0)).begun)).toEqual(['a@slow.example', 'd@fast.example']);
      expect(names((await turn(each, T0 + SECOND)).begun)).toEqual(['b@slow.example', 'e@fast.example']);
    });

    it('makes a deferred delivery wait too when it comes due', async () => {
      await opened(MIXED.slice(0, 2));
      const both = await begin(store, id, 2, epoch, T0);
      const later = { kind: 'deferred', until: T0 + HOUR, reply: '451 later' } as const;
      const settlements = both.map((begun) => ({ id: begun.id, settlement: later, suppress: false }));
      await settle(store, settlements, epoch, T0);
      expect(names((await turn(slow, T0 + HOUR)).begun)).toEqual(['a@slow.example']);
      expect(await store.nextDeferredAt(id)).toBeNull();
      expect(await store.ledger(id)).toMatchObject({ deferred: 1 });
      expect(await store.deliveries(id, 'deferred', null, 9)).toMatchObject([{ address: 'b@slow.example' }]);
      const [again] = (await turn(slow, T0 + HOUR + SECOND)).begun;
      expect(again).toMatchObject({ address: 'b@slow.example', attempt: 2 });
    });

    it('is given back by what was certainly not sent', async () => {
      await opened(MIXED);
      const { begun } = await turn(slow, T0);
      await unsent(begun.slice(0, 1), T0);
      expect(names((await turn(slow, T0 + SECOND)).begun)).toHaveLength(1);
      expect((await turn(slow, T0 + SECOND)).begun).toEqual([]);
    });

    it('still skips a reader who left while waiting behind it', async () => {
      await opened(MIXED);
      await turn(slow, T0);
      const { subscriber } = (await store.deliveries(id, 'queued', null, 1))[0] ?? { subscriber: null };
      if (subscriber === null) throw new Error('nobody waits');
      await store.unsubscribe(subscriber, 'page', T0);
      expect(names((await turn(slow, T0 + SECOND)).begun)).toEqual(['c@slow.example']);
      expect(await store.ledger(id)).toMatchObject({ skipped: 1 });
    });

    it('lists what waits in order of id, whatever lane it waits in', async () => {
      await opened([...MIXED, 'f@slow.example', 'g@fast.example']);
      await turn({ ...domains({ 'slow.example': { perSecond: 1 }, 'fast.example': { perSecond: 1 } }) }, T0);
      const queued = await store.deliveries(id, 'queued', null, 2);
      expect(queued.map(({ address }) => address)).toEqual(['b@slow.example', 'c@slow.example']);
      const rest = await store.deliveries(id, 'queued', queued.at(-1)?.id ?? null, 9);
      expect(rest.map(({ address }) => address)).toEqual([
        'e@fast.example',
        'f@slow.example',
        'g@fast.example',
      ]);
    });
  });

  it('looks at so many rows in a turn, and says that there is more', async () => {
    const crowd = Array.from({ length: 600 }, (_, index) => `reader${index}@slow.example`);
    await opened([...crowd, 'last@fast.example']);
    const slow = domains({ 'slow.example': { perSecond: 1 } });
    const first = await turn(slow, T0);
    expect([names(first.begun), first.more]).toEqual([['reader0@slow.example'], true]);
    const second = await turn(slow, T0);
    expect([names(second.begun), second.more]).toEqual([['last@fast.example'], false]);
  });
}
