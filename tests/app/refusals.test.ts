import { beforeEach, expect, test } from 'vitest';
import { MINUTE } from '../../src/core/clock.ts';
import { type FaultyRelay, faultyRelay } from '../support/faulty-relay.ts';
import { ledgerOf, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL, hashFor } from '../support/readers.ts';
import { editionAt } from '../support/stores.ts';
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
  await addActive(house.app, ALICE, CAROL);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await sendAll(house.app);
  await house.tickAt('2026-12-08T11:00:00-08:00');
});

function takenFor(address: string): number {
  return relay.accepted.filter((one) => one === address).length;
}

test('a greylisted mail is deferred, and sent when its time comes', async () => {
  relay.answer(CAROL, { code: 450, words: '4.7.1 greylisted' });
  const before = takenFor(CAROL);
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 1, deferred: 1 });
  expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('open');
  relay.answer(CAROL, 'accept');
  house.clock.advance(30_000);
  await sendAll(house.app);
  expect(takenFor(CAROL)).toBe(before);
  house.clock.advance(MINUTE);
  await sendAll(house.app);
  expect(takenFor(CAROL)).toBe(before + 1);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 2 });
  expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('complete');
});

test('a mail refused for a whole day has failed, without suppressing anybody', async () => {
  relay.answer(CAROL, { code: 450, words: '4.2.1 try later' });
  for (let hour = 0; hour <= 30; hour += 1) {
    await sendAll(house.app);
    house.clock.advance(60 * MINUTE);
  }
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 1, failed: 1 });
  expect(await house.app.store.suppressionOf(hashFor(house.app, CAROL))).toBeNull();
});

test('an unknown mailbox fails and is never mailed again', async () => {
  relay.answer(CAROL, { code: 550, words: '5.1.1 no such user' });
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 1, failed: 1 });
  expect(await house.app.store.suppressionOf(hashFor(house.app, CAROL))).toBe('bounced');
  await house.tickAt('2026-12-22T09:00:00-08:00');
  await house.tickAt('2026-12-22T11:00:00-08:00');
  await sendAll(house.app);
  expect(await ledgerOf(house.app, 'regular:raft-1')).toEqual({ audience: 1, sent: 1 });
});

test('a full mailbox fails and suppresses nobody', async () => {
  relay.answer(CAROL, { code: 552, words: '5.2.2 mailbox full' });
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 1, failed: 1 });
  expect(await house.app.store.suppressionOf(hashFor(house.app, CAROL))).toBeNull();
});

test('a confirmation to an unknown mailbox fails alone', async () => {
  relay.answer(BOB, { code: 550, words: '5.1.1 no such user' });
  await addPending(house.app, BOB);
  const { failed } = await house.app.store.countMails();
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 2 });
  expect(await house.app.store.countMails()).toMatchObject({ failed: failed + 1, queued: 0, uncertain: 0 });
});
