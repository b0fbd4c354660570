import { beforeEach, expect, it } from 'vitest';
import { HOUR } from '../../../src/core/clock.ts';
import { NO_LIMITS } from '../../../src/domain/deliveries/limits.ts';
import type { RelayId } from '../../../src/domain/deliveries/relay-record.ts';
import type { NewSingleMail } from '../../../src/domain/deliveries/single-mail.ts';
import type { Store } from '../../../src/store/store.ts';
import { beginMails, claimOf, RELAY, settleMails } from '../../support/ledger-turns.ts';
import {
  addActiveReaders,
  addPendingReader,
  address,
  hashOf,
  openEdition,
  T0,
  takeLease,
} from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const NOTICE: NewSingleMail = {
  key: 'complete:regular:raft-1',
  to: address('author@example.org'),
  content: { kind: 'notice', notice: { subject: 'Sent', paragraphs: ['All of it.'], links: [] } },
};

/** Mails to one person. */
export function singleMailContract(open: OpenSubject): void {
  let store: Store;
  beforeEach(async () => {
    store = (await open()).store;
  });

  it('writes a mail once for each key, even after it was sent', async () => {
    expect(await store.enqueueMail(NOTICE, T0)).toBe(true);
    expect(await store.enqueueMail(NOTICE, T0)).toBe(false);
    const epoch = await takeLease(store);
    const [mail] = await beginMails(store, 10, epoch, T0 + 1);
    expect(mail).toEqual({ ...NOTICE, id: 1, createdAt: T0, attempt: 1, firstBegunAt: T0 + 1, relay: RELAY });
    await settleMails(
      store,
      [{ id: mail?.id ?? never(), settlement: { kind: 'sent', reply: '250 Ok' } }],
      epoch,
      T0,
    );
    expect(await store.enqueueMail(NOTICE, T0)).toBe(false);
    expect(await store.countMails()).toEqual({
      queued: 0,
      sending: 0,
      deferred: 0,
      sent: 1,
      failed: 0,
      uncertain: 0,
    });
  });

  it('says when the next may go: at once, when one comes due, or never', async () => {
    expect(await store.nextMailAt()).toBeNull();
    await store.enqueueMail(NOTICE, T0);
    expect(await store.nextMailAt()).toBe(0);
    const epoch = await takeLease(store);
    const [mail] = await beginMails(store, 10, epoch, T0);
    expect(await store.nextMailAt()).toBeNull();
    const settlement = { kind: 'deferred', until: T0 + HOUR, reply: '451 later' } as const;
    await settleMails(store, [{ id: mail?.id ?? never(), settlement }], epoch, T0);
    expect(await store.nextMailAt()).toBe(T0 + HOUR);
  });

  it('begins each mail once, and only under the lease', async () => {
    await store.enqueueMail(NOTICE, T0);
    expect(await beginMails(store, 10, 1, T0)).toEqual([]);
    const epoch = await takeLease(store);
    expect(await beginMails(store, 10, epoch, T0)).toHaveLength(1);
    expect(await beginMails(store, 10, epoch, T0)).toEqual([]);
  });

  it('tries a deferred mail again when its time has come', async () => {
    await store.enqueueMail(NOTICE, T0);
    const epoch = await takeLease(store);
    const [mail] = await beginMails(store, 1, epoch, T0);
    const settlement = { kind: 'deferred', until: T0 + HOUR, reply: '451 later' } as const;
    await settleMails(store, [{ id: mail?.id ?? never(), settlement }], epoch, T0);
    expect(await beginMails(store, 1, epoch, T0 + HOUR - 1)).toEqual([]);
    expect(await beginMails(store, 1, epoch, T0 + HOUR)).toMatchObject([{ attempt: 2, firstBegunAt: T0 }]);
  });

  it('repeats to the author what a dead worker left in flight, and never to a reader', async () => {
    await addPendingReader(store, 'bob@example.org');
    await store.enqueueMail(NOTICE, T0);
    await beginMails(store, 10, await takeLease(store, 'one'), T0);
    expect(await store.acquireLease('two', T0 + HOUR, HOUR)).toMatchObject({ orphaned: 1 });
    expect(await store.countMails()).toMatchObject({ queued: 1, uncertain: 1, sending: 0 });
  });

  it('begins no more than the limits of a relay allow, and counts them with the deliveries', async () => {
    await addActiveReaders(store, ['alice@example.org', 'anna@example.org']); // two confirmations and two welcomes
    const { id } = await openEdition(store);
    const epoch = await takeLease(store);
    const relays = [{ id: RELAY, limits: { ...NO_LIMITS, hourly: 3 } }];
    expect(await store.beginMails({ room: 2, relays, test: true }, epoch, T0)).toHaveLength(2);
    const claim = claimOf(id, 9, { relays: relays.map((relay) => ({ ...relay, room: 9 })) });
    expect((await store.turnLedger({ epoch, at: T0, settlements: [], claim })).begun).toHaveLength(1);
    expect(await store.beginMails({ room: 2, relays, test: true }, epoch, T0)).toEqual([]);
    expect(await store.beginMails({ room: 9, relays, test: true }, epoch, T0 + HOUR)).toHaveLength(2);
  });

  it('gives back what was certainly not sent', async () => {
    await store.enqueueMail(NOTICE, T0);
    const epoch = await takeLease(store);
    const relays = [{ id: RELAY, limits: { ...NO_LIMITS, daily: 1 } }];
    const claim = { room: 9, relays, test: false };
    const [mail] = await store.beginMails(claim, epoch, T0);
    await settleMails(store, [{ id: mail?.id ?? never(), settlement: { kind: 'queued' } }], epoch, T0);
    expect(await store.beginMails(claim, epoch, T0)).toMatchObject([{ attempt: 1 }]);
  });

  it('goes to the second relay when the first has no leave', async () => {
    await store.enqueueMail(NOTICE, T0);
    const second = 'second@relay.example:587' as RelayId;
    const relays = [
      { id: RELAY, limits: { ...NO_LIMITS, hourly: 0 } },
      { id: second, limits: NO_LIMITS },
    ];
    const begun = await store.beginMails({ room: 9, relays, test: false }, await takeLease(store), T0);
    expect(begun.map(({ relay }) => relay)).toEqual([second]);
  });

  it('stops a confirmation to an address that was excluded meanwhile', async () => {
    await addPendingReader(store, 'carol@example.org');
    await store.suppress(hashOf('carol@example.org'), 'author', T0);
    expect(await beginMails(store, 10, await takeLease(store), T0)).toEqual([]);
    expect(await store.countMails()).toMatchObject({ failed: 1 });
  });
}

function never(): never {
  throw new Error('nothing was begun');
}
