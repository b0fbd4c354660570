import { expect, test } from 'vitest';
import type { App } from '../../../src/app/context.ts';
import { runSending } from '../../../src/app/sending/send-engine.ts';
import { MINUTE, SECOND } from '../../../src/core/clock.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { LedgerTurn } from '../../../src/store/edition-store.ts';
import { faultyRelay } from '../../support/faulty-relay.ts';
import { ledgerOf, sendAll } from '../../support/post-office.ts';
import { editionAt, importReaders, takeLease } from '../../support/stores.ts';
import { openTestApp, type TestApp } from '../../support/test-app.ts';

const EDITION = 'regular:pacelc';

async function houseWith(readers: number, environment: Readonly<Record<string, string>>): Promise<TestApp> {
  const house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment,
    at: '2026-12-08T08:59:00-08:00',
  });
  await importReaders(house.app.store, readers);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  return house;
}

/** The same application, whose every turn of the ledger is seen first; what `seen` throws, the turn throws. */
function watched(app: App, seen: (turn: LedgerTurn) => unknown): App {
  const turnLedger = async (turn: LedgerTurn) => {
    await seen(turn);
    return app.store.turnLedger(turn);
  };
  return { ...app, store: { ...app.store, turnLedger } };
}

test('outcomes and the next begins share a commit: far fewer commits than messages', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(300, { SMTP_URL: `${relay.url}?connections=10` });
  let turns = 0;
  await sendAll(watched(house.app, () => (turns += 1)));
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 300, sent: 300 });
  expect(turns).toBeLessThan(150);
});

test('never more rows are under way than twice the connections', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(100, { SMTP_URL: `${relay.url}?connections=3` });
  const sending: number[] = [];
  relay.onDot(async () => sending.push((await ledgerOf(house.app, EDITION)).sending ?? 0));
  await sendAll(house.app);
  expect(Math.max(...sending)).toBeLessThanOrEqual(6);
  expect(Math.max(...sending)).toBeGreaterThan(1);
});

test('the ledger adds up in the middle of a run', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(60, { SMTP_URL: relay.url });
  const sums = new Set<number>();
  relay.onDot(async () => {
    const { audience: _, ...states } = await ledgerOf(house.app, EDITION);
    sums.add(Object.values(states).reduce((sum, count) => sum + count, 0));
  });
  await sendAll(house.app);
  expect([...sums]).toEqual([60]);
});

test('a wrong password meets one message, not the list', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(30, { SMTP_URL: relay.url });
  relay.lock(true);
  const claims: number[] = [];
  const report = await sendAll(watched(house.app, ({ claim }) => claims.push(claim?.relays[0]?.room ?? 0)));
  expect(report.relayFault?.kind).toBe('login');
  expect(Math.max(...claims)).toBe(1);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 30, queued: 30 });
  const [record] = await house.app.store.relayRecords();
  expect(record?.trouble).toMatchObject({ kind: 'login', until: house.clock.now() + 30 * SECOND });
});

test('when the first relay refuses the login, the second sends', async () => {
  const [first, second] = [await faultyRelay(), await faultyRelay()];
  const house = await houseWith(30, { SMTP_URL: first.url, SMTP_URL_2: second.url });
  first.lock(true);
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 30, sent: 30 });
  expect(first.accepted).toEqual([]);
});

test('an edition whose mails are refused as a matter of policy stops, and the author is told', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(100, { SMTP_URL: relay.url });
  for (let reader = 1; reader <= 100; reader += 1)
    relay.answer(`reader${reader}@example.org`, { code: 550, words: '5.7.1 no' });
  await sendAll(house.app);
  const { failed = 0, queued = 0 } = await ledgerOf(house.app, EDITION);
  expect(failed + queued).toBe(100);
  expect(failed).toBeLessThan(30);
  expect((await editionAt(house.app.store, EDITION)).state).toMatchObject({ kind: 'paused', by: 'breaker' });
  const notice = relay.sources.find((source) => source.includes('was stopped'));
  expect(notice).toContain(`fortnight edition resume ${EDITION}`);
});

test('a pause in the middle takes effect at once, and resuming sends the rest', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(60, { SMTP_URL: relay.url });
  const { id } = await editionAt(house.app.store, EDITION);
  let pausedAfter = 0;
  relay.onDot(async () => {
    if (relay.accepted.length === 20 && pausedAfter === 0) {
      pausedAfter = relay.accepted.length;
      await house.app.store.pauseEdition(id, 'author', null, house.clock.now());
    }
  });
  await sendAll(house.app);
  const { sent = 0, queued = 0, audience } = await ledgerOf(house.app, EDITION);
  expect({ audience, sum: sent + queued }).toEqual({ audience: 60, sum: 60 });
  expect(sent).toBeLessThanOrEqual(pausedAfter + 10);
  await house.app.store.resumeEdition(id, house.clock.now());
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 60, sent: 60 });
});

test('a full disk stops the sending before it can lie: what was answered is written down when it can be', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(60, { SMTP_URL: relay.url });
  let failures = 0;
  const full = watched(house.app, ({ settlements }) => {
    if (settlements.length === 0 || failures >= 3) return;
    failures += 1;
    throw new AppError('unavailable', 'the disk is full');
  });
  const begun: number[] = [];
  await sendAll({
    ...watched(full, ({ claim }) => begun.push(claim === null ? 0 : 1)),
    timers: { after: (_, ring) => ({ cancel: clearImmediate.bind(null, setImmediate(ring)) }) },
  });
  expect(failures).toBe(3);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 60, sent: 60 });
  expect(new Set(relay.accepted).size).toBe(relay.accepted.length);
});

test('a worker whose lease was taken begins nothing more, and settles what it had begun', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(60, { SMTP_URL: relay.url });
  const epoch = await takeLease(house.app.store, 'first', house.clock.now());
  relay.onDot(async () => {
    if (relay.accepted.length !== 20) return;
    house.clock.advance(MINUTE);
    await takeLease(house.app.store, 'second', house.clock.now());
  });
  const report = await runSending(house.app, {
    epoch,
    stop: new AbortController().signal,
    untilIdle: false, // it ends all the same
  });
  const { sent = 0, sending = 0, queued = 0 } = await ledgerOf(house.app, EDITION);
  expect(sending).toBe(0);
  expect(sent + queued).toBe(60);
  expect(report.begun).toBeLessThan(60);
});

test('SIGTERM in the middle: nothing more is begun, nothing is uncertain', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(60, { SMTP_URL: relay.url });
  const stop = new AbortController();
  relay.onDot(() => void (relay.accepted.length === 20 && stop.abort()));
  const began = performance.now();
  await sendAll(house.app, stop.signal);
  expect(performance.now() - began).toBeLessThan(5 * SECOND);
  const { sending = 0, uncertain = 0, sent = 0, queued = 0 } = await ledgerOf(house.app, EDITION);
  expect({ sending, uncertain, sum: sent + queued }).toEqual({ sending: 0, uncertain: 0, sum: 60 });
});

test('whatever breaks in between, what the relay answered to those under way is written down', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(60, { SMTP_URL: relay.url });
  relay.answer('reader5@example.org', { code: 535, words: '5.7.8 no more' }); // makes the engine note a trouble
  const broken = {
    ...house.app,
    store: {
      ...house.app.store,
      noteRelayTrouble: () => Promise.reject(new AppError('unavailable', 'the disk is full')),
    },
  };
  await expect(sendAll(broken)).rejects.toMatchObject({ code: 'unavailable' });
  const { sending = 0, uncertain = 0, sent = 0, queued = 0 } = await ledgerOf(house.app, EDITION);
  expect({ sending, uncertain, sum: sent + queued }).toEqual({ sending: 0, uncertain: 0, sum: 60 });
  expect(sent).toBe(relay.accepted.filter((address) => address.startsWith('reader')).length);
});
