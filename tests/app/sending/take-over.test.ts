import { beforeEach, expect, test } from 'vitest';
import { runSending } from '../../../src/app/sending/send-engine.ts';
import { MINUTE, SECOND } from '../../../src/core/clock.ts';
import { type FaultyRelay, faultyRelay } from '../../support/faulty-relay.ts';
import { begin, beginMails, settle } from '../../support/ledger-turns.ts';
import { ledgerOf } from '../../support/post-office.ts';
import { editionAt, importReaders } from '../../support/stores.ts';
import { openTestApp, type TestApp } from '../../support/test-app.ts';

const EDITION = 'regular:pacelc';
const LEASE = 15 * SECOND;
const running = new AbortController().signal;

let relay: FaultyRelay;
let first: TestApp;
let second: TestApp;
beforeEach(async () => {
  relay = await faultyRelay();
  first = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: { SMTP_URL: relay.url },
  });
  second = await first.another();
  await importReaders(first.app.store, 25);
  await first.tickAt('2026-12-08T09:00:00-08:00');
  await first.tickAt('2026-12-08T11:00:00-08:00');
});

async function leaseOf({ app }: TestApp, holder: string): Promise<number | null> {
  return (await app.store.acquireLease(holder, app.clock.now(), LEASE))?.epoch ?? null;
}

/** The first worker begins ten mails and is gone before it hears of any. */
async function beginAndDie(): Promise<number> {
  const epoch = (await leaseOf(first, 'first')) ?? 0;
  const { id } = await editionAt(first.app.store, EDITION);
  await begin(first.app.store, id, 10, epoch, first.clock.now());
  return epoch;
}

test('a second worker waits while the first is alive', async () => {
  await leaseOf(first, 'first');
  first.clock.advance(LEASE - 1);
  expect(await leaseOf(second, 'second')).toBeNull();
});

test('it takes over when the lease has run out: what was begun is uncertain, the rest is sent once', async () => {
  await beginAndDie();
  first.clock.advance(LEASE);
  const epoch = await leaseOf(second, 'second');
  if (epoch === null) throw new Error('the lease has not run out');
  await runSending(second.app, { epoch, stop: running, untilIdle: true });
  expect(await ledgerOf(second.app, EDITION)).toEqual({ audience: 25, sent: 15, uncertain: 10 });
  expect((await editionAt(second.app.store, EDITION)).state.kind).toBe('complete');
  const readers = relay.accepted.filter((address) => address.startsWith('reader'));
  expect(new Set(readers).size).toBe(15);
});

test('the old worker can begin nothing more, but a late answer of its own still counts', async () => {
  const old = await beginAndDie();
  first.clock.advance(LEASE);
  await leaseOf(second, 'second');
  const { id } = await editionAt(first.app.store, EDITION);
  expect(await begin(first.app.store, id, 10, old, first.clock.now())).toEqual([]);
  const [uncertain] = await first.app.store.deliveries(id, 'uncertain', null, 1);
  if (uncertain === undefined) throw new Error('nothing is uncertain');
  const settlement = { kind: 'sent', reply: '250 late' } as const;
  await settle(first.app.store, [{ id: uncertain.id, settlement, suppress: false }], old, first.clock.now());
  expect(await ledgerOf(first.app, EDITION)).toMatchObject({ sent: 1, uncertain: 9 });
});

test('two workers that both go on sending reach every reader once', async () => {
  const epoch = (await leaseOf(first, 'first')) ?? 0;
  const run = { epoch, stop: running, untilIdle: true };
  await Promise.all([runSending(first.app, run), runSending(second.app, run)]);
  first.clock.advance(MINUTE);
  await runSending(first.app, run);
  const readers = relay.accepted.filter((address) => address.startsWith('reader'));
  expect(readers).toHaveLength(25);
  expect(new Set(readers).size).toBe(25);
});

test('a notice that was begun by a dead worker is told again, rather than not at all', async () => {
  const epoch = (await leaseOf(first, 'first')) ?? 0;
  await beginMails(first.app.store, 50, epoch, first.clock.now());
  first.clock.advance(LEASE);
  await leaseOf(second, 'second');
  expect(await second.app.store.countMails()).toMatchObject({ sending: 0, uncertain: 0 });
});
