import { beforeEach, expect, test } from 'vitest';
import { SECOND } from '../../src/core/clock.ts';
import { sendLoop } from '../../src/worker/send-loop.ts';
import { runWorker } from '../../src/worker/worker.ts';
import { type FaultyRelay, faultyRelay } from '../support/faulty-relay.ts';
import { ledgerOf } from '../support/post-office.ts';
import { editionAt, importReaders } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const EDITION = 'regular:pacelc';
let relay: FaultyRelay;
let house: TestApp;
beforeEach(async () => {
  relay = await faultyRelay();
  house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: { SMTP_URL: relay.url },
  });
  await importReaders(house.app.store, 40);
});

/** Resolves at the `count`-th mail that reaches the relay for a reader. */
function mailsReaching(count: number): Promise<void> {
  let heard = 0;
  return new Promise((resolve) => {
    relay.onDot((to) => {
      if (to.startsWith('reader')) heard += 1;
      if (heard === count) resolve();
    });
  });
}

test('a worker looks at once when it starts, sends, and ends with nothing half done', async () => {
  await house.tickAt('2026-12-08T09:00:00-08:00');
  house.clock.set(Date.parse('2026-12-08T19:00:00Z'));
  const ending = new AbortController();
  const reached = mailsReaching(15);
  const worker = runWorker(house.app, ending.signal);
  await reached;
  ending.abort();
  await worker;
  const { audience = 0, sent = 0, queued = 0 } = await ledgerOf(house.app, EDITION);
  expect(sent).toBeGreaterThanOrEqual(15);
  expect(sent + queued).toBe(audience);
  expect(await house.app.store.leaseHolder(house.clock.now())).toBeNull();
});

test('a look that fails is logged, and the worker goes on', async () => {
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  const store = { ...house.app.store, scheduleFacts: () => Promise.reject(new Error('disk I/O error')) };
  const ending = new AbortController();
  const reached = mailsReaching(40);
  const worker = runWorker({ ...house.app, store }, ending.signal);
  await reached;
  ending.abort();
  await worker;
  expect(house.logged.join('\n')).toContain('disk I/O error');
});

test('while another worker holds the lease nothing is begun', async () => {
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  await house.app.store.acquireLease('elsewhere:1:other', house.clock.now(), 15 * SECOND);
  const ending = new AbortController();
  let asked: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const { acquireLease } = house.app.store;
  const acquireHeard: typeof acquireLease = async (...call) => {
    const lease = await acquireLease(...call);
    asked();
    return lease;
  };
  const store = { ...house.app.store, acquireLease: acquireHeard };
  const loop = sendLoop({ ...house.app, store }, 'second', ending.signal);
  await first;
  ending.abort();
  await loop;
  expect((await house.app.store.leaseHolder(house.clock.now()))?.holder).toBe('elsewhere:1:other');
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 40, queued: 40 });
  expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('open');
});

test('a signal that came before the start sends nothing', async () => {
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  await sendLoop(house.app, 'worker', AbortSignal.abort());
  expect(relay.accepted).toEqual([]);
});
