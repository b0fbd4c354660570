import { beforeEach, expect, test } from 'vitest';
import { lastKnownCalendar } from '../../src/app/known-calendar.ts';
import { tellOfRelayFault } from '../../src/app/tell-of-relay-fault.ts';
import { DAY } from '../../src/core/clock.ts';
import type { RelayId } from '../../src/domain/deliveries/relay-record.ts';
import { type FaultyRelay, faultyRelay } from '../support/faulty-relay.ts';
import { ledgerOf, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, CAROL } from '../support/readers.ts';
import { editionAt, importReaders } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const EDITION = 'regular:pacelc';
const RELAY = 'ali@mail.example:587' as RelayId;
let relay: FaultyRelay;
let house: TestApp;

beforeEach(async () => {
  relay = await faultyRelay();
  house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: { SMTP_URL: relay.url },
  });
  await addActive(house.app, ALICE, CAROL);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await sendAll(house.app);
  await house.tickAt('2026-12-08T11:00:00-08:00');
});

test('a refused login fails nobody: the edition waits and is sent once the login works', async () => {
  relay.lock(true);
  // Kept connections are logged in already; another process has none.
  const fresh = await house.another();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    expect(await sendAll(fresh.app)).toMatchObject({ relayFault: { kind: 'login' } });
    fresh.clock.advance(DAY);
  }
  expect(await ledgerOf(fresh.app, EDITION)).toEqual({ audience: 2, queued: 2 });
  relay.lock(false);
  await sendAll(fresh.app);
  expect(await ledgerOf(fresh.app, EDITION)).toEqual({ audience: 2, sent: 2 });
});

test('a fault of the relay reaches the author once a day', async () => {
  const calendar = await lastKnownCalendar(house.app);
  if (calendar === null) throw new Error('no calendar');
  const fault = { kind: 'login', detail: '535 wrong password' } as const;
  const queued = async () => (await house.app.store.countMails()).queued;
  const before = await queued();
  await tellOfRelayFault(house.app, calendar, RELAY, fault);
  await tellOfRelayFault(house.app, calendar, RELAY, fault);
  expect(await queued()).toBe(before + 1);
  house.clock.advance(DAY);
  await tellOfRelayFault(house.app, calendar, RELAY, fault);
  expect(await queued()).toBe(before + 2);
});

test('a connection dropped after the final dot leaves that mail uncertain: it is not sent again by guess', async () => {
  relay.answer(CAROL, 'drop');
  await sendAll(house.app);
  relay.answer(CAROL, 'accept');
  house.clock.advance(DAY);
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 1, uncertain: 1 });
  expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('complete');
});

test('the notice of an edition with an uncertain mail says how many, and what names them', async () => {
  relay.answer(CAROL, 'drop');
  await sendAll(house.app);
  house.clock.advance(DAY);
  await sendAll(house.app);
  const notice = relay.sources.find((source) => source.includes('went to 1 of 2 readers'));
  expect(notice).toContain('1 sent + 1 uncertain');
  expect(notice).toContain(`fortnight ledger ${EDITION}`);
});

test('a relay that cannot be reached defers the batch it was given, and leaves the rest of the list alone', async () => {
  await importReaders(house.app.store, 30);
  await house.tickAt('2026-12-22T09:00:00-08:00');
  await house.tickAt('2026-12-22T11:00:00-08:00');
  const dead = await house.another({ SMTP_URL: 'smtp://127.0.0.1:1' });
  expect(await sendAll(dead.app)).toMatchObject({ relayFault: { kind: 'connection' } });
  const { failed = 0, uncertain = 0, sent = 0 } = await ledgerOf(dead.app, 'regular:raft-1');
  expect({ failed, uncertain, sent }).toEqual({ failed: 0, uncertain: 0, sent: 0 });
});

test('an end in the middle of an edition leaves nothing half done', async () => {
  await importReaders(house.app.store, 100);
  await house.tickAt('2026-12-22T09:00:00-08:00');
  await house.tickAt('2026-12-22T11:00:00-08:00');
  const ending = new AbortController();
  let heard = 0;
  relay.onDot(() => {
    heard += 1;
    if (heard === 15) ending.abort();
  });
  await sendAll(house.app, ending.signal);
  const { sent = 0, queued = 0, sending = 0, audience = 0 } = await ledgerOf(house.app, 'regular:raft-1');
  expect(sending).toBe(0);
  expect(sent).toBeGreaterThan(0);
  expect(queued).toBeGreaterThan(0);
  expect(sent + queued).toBe(audience);
  await sendAll(house.app);
  expect(await ledgerOf(house.app, 'regular:raft-1')).toEqual({ audience: 102, sent: 102 });
});
