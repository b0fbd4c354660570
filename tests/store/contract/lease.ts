import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../../src/core/clock.ts';
import type { Settlement } from '../../../src/domain/deliveries/delivery.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, settle } from '../../support/ledger-turns.ts';
import { addActiveReaders, openEdition, T0, takeLease } from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const SENT: Settlement = { kind: 'sent', reply: '250 Ok' };

/** Two workers, one sender. */
export function leaseContract(open: OpenSubject): void {
  let first: Store;
  let second: Store;
  beforeEach(async () => {
    const subject = await open();
    first = subject.store;
    second = subject.another();
  });

  it('goes to one worker at a time and is renewed by it', async () => {
    expect(await first.leaseHolder(T0)).toBeNull();
    expect(await first.acquireLease('one', T0, 30 * SECOND)).toEqual({ epoch: 1, orphaned: 0 });
    expect(await second.acquireLease('two', T0 + 29 * SECOND, 30 * SECOND)).toBeNull();
    expect(await first.acquireLease('one', T0 + 20 * SECOND, 30 * SECOND)).toEqual({ epoch: 1, orphaned: 0 });
    expect(await second.acquireLease('two', T0 + 31 * SECOND, 30 * SECOND)).toBeNull();
    expect(await second.leaseHolder(T0 + 31 * SECOND)).toEqual({ holder: 'one', until: T0 + 50 * SECOND });
  });

  it('is free at once when it was given back, under a new epoch', async () => {
    await first.acquireLease('one', T0, 30 * SECOND);
    await second.releaseLease('two');
    expect(await second.acquireLease('two', T0, 30 * SECOND)).toBeNull();
    await first.releaseLease('one');
    expect(await first.leaseHolder(T0)).toBeNull();
    expect(await second.acquireLease('two', T0, 30 * SECOND)).toEqual({ epoch: 2, orphaned: 0 });
  });

  it('does not block for long when the clock went back after it was taken', async () => {
    await first.acquireLease('one', T0 + HOUR, 30 * SECOND);
    expect(await second.acquireLease('two', T0, 30 * SECOND)).toBeNull();
    expect(await second.acquireLease('two', T0 + 30 * SECOND, 30 * SECOND)).toMatchObject({ epoch: 2 });
  });

  it('makes uncertain what the old worker left in flight, and lets it begin nothing more', async () => {
    await addActiveReaders(first, ['alice@example.org', 'anna@example.org']);
    const { id } = await openEdition(first);
    const old = await takeLease(first, 'one');
    expect(await begin(first, id, 1, old, T0)).toHaveLength(1);
    const taken = await second.acquireLease('two', T0 + HOUR, 30 * SECOND);
    expect(taken).toEqual({ epoch: 2, orphaned: 1 });
    const [orphan] = await second.deliveries(id, 'uncertain', null, 1);
    expect(orphan === undefined ? [] : await second.deliveryNotes(orphan.id)).toEqual([
      { at: T0 + HOUR, from: 'sending', to: 'uncertain', by: 'take-over', detail: null },
    ]);
    expect(await second.ledger(id)).toMatchObject({ audience: 2, uncertain: 1, queued: 1 });
    expect(await begin(first, id, 1, old, T0 + HOUR)).toEqual([]);
    expect(await begin(second, id, 9, 2, T0 + HOUR)).toMatchObject([{ address: 'anna@example.org' }]);
  });

  it('lets a late answer settle a row of its own epoch, and no other', async () => {
    await addActiveReaders(first, ['alice@example.org', 'anna@example.org']);
    const { id } = await openEdition(first);
    const old = await takeLease(first, 'one');
    const [alice] = await begin(first, id, 1, old, T0);
    const now = (await second.acquireLease('two', T0 + HOUR, 30 * SECOND))?.epoch ?? 0;
    const [anna] = await begin(second, id, 1, now, T0 + HOUR);
    if (alice === undefined || anna === undefined) throw new Error('nothing was begun');
    await settle(second, [{ id: alice.id, settlement: SENT, suppress: false }], now, T0 + HOUR);
    expect(await second.ledger(id)).toMatchObject({ uncertain: 1, sent: 0 });
    const late = [alice, anna].map((begun) => ({ id: begun.id, settlement: SENT, suppress: false }));
    await settle(first, late, old, T0 + HOUR);
    expect(await second.ledger(id)).toMatchObject({ uncertain: 0, sent: 1, sending: 1 });
  });

  it('does not let a late answer make a complete edition wait again', async () => {
    await addActiveReaders(first, ['alice@example.org']);
    const { id } = await openEdition(first);
    const old = await takeLease(first, 'one');
    const [alice] = await begin(first, id, 1, old, T0);
    await second.acquireLease('two', T0 + HOUR, 30 * SECOND);
    expect(await second.completeEdition(id, null, T0 + HOUR)).toBe(true);
    if (alice === undefined) throw new Error('nothing was begun');
    await settle(first, [{ id: alice.id, settlement: { kind: 'queued' }, suppress: false }], old, T0 + HOUR);
    expect(await second.ledger(id)).toMatchObject({ queued: 0, uncertain: 1 });
  });

  describe('with two workers on the same facts', () => {
    it('never claims a delivery for both', async () => {
      await addActiveReaders(first, ['a@example.org', 'b@example.org', 'c@example.org', 'd@example.org']);
      const { id } = await openEdition(first);
      const epoch = await takeLease(first);
      const claims = await Promise.all([begin(first, id, 3, epoch, T0), begin(second, id, 3, epoch, T0)]);
      const ids = claims.flat().map((begun) => begun.id);
      expect(new Set(ids).size).toBe(4);
      expect(ids).toHaveLength(4);
    });
  });
}
