import { beforeEach, expect, it } from 'vitest';
import { SECOND } from '../../../src/core/clock.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, settle } from '../../support/ledger-turns.ts';
import { addActiveReaders, newPublication, openEdition, T0, takeLease } from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

/** Whether what was read still holds. */
export function revisionContract(open: OpenSubject): void {
  let store: Store;
  let other: Store;
  beforeEach(async () => {
    const subject = await open();
    store = subject.store;
    other = subject.another();
  });

  it('stays while nobody changes anything', async () => {
    const before = await store.revision();
    await store.editions();
    await store.scheduleFacts();
    await other.editions();
    expect(await store.revision()).toBe(before);
  });

  it('is another one after a change of its own, and after one by another worker', async () => {
    const before = await store.revision();
    await store.rememberCalendar('{}', T0);
    const after = await store.revision();
    expect(after).not.toBe(before);
    await other.publish(newPublication());
    expect(await store.revision()).not.toBe(after);
  });

  it('does not count the many small steps of its own sending', async () => {
    await addActiveReaders(store, ['alice@example.org', 'bob@example.org']);
    const { id } = await openEdition(store);
    const epoch = await takeLease(store);
    const before = await store.revision();
    const [delivery] = await begin(store, id, 1, epoch, T0);
    if (delivery === undefined) throw new Error('nothing was begun');
    const settlement = { kind: 'sent', reply: '250 Ok' } as const;
    await settle(store, [{ id: delivery.id, settlement, suppress: false }], epoch, T0);
    await takeLease(store, undefined, T0 + SECOND);
    expect(await store.revision()).toBe(before);
    const seen = await other.revision();
    await begin(store, id, 1, epoch, T0);
    expect(await other.revision()).not.toBe(seen);
  });

  it('never lets an answer grow old: editions, facts and calendar are as the last commit left them', async () => {
    expect(await store.editions()).toEqual([]);
    await other.publish(newPublication());
    expect(await store.editions()).toHaveLength(1);
    expect((await store.scheduleFacts()).publications).toHaveLength(1);
    await other.rememberCalendar('{"a":1}', T0);
    expect(await store.lastCalendar()).toBe('{"a":1}');
    await store.rememberCalendar('{"a":2}', T0);
    expect(await store.lastCalendar()).toBe('{"a":2}');
    expect(await other.lastCalendar()).toBe('{"a":2}');
  });
}
