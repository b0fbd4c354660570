import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/clock.ts';
import { type FaultyRelay, faultyRelay } from '../../support/faulty-relay.ts';
import { ledgerOf, sendAll, sendFor } from '../../support/post-office.ts';
import { addActive } from '../../support/readers.ts';
import { importReaders } from '../../support/stores.ts';
import { openTestApp, type TestApp } from '../../support/test-app.ts';

const EDITION = 'regular:pacelc';

/** An open edition for so many readers at example.org and example.net, and no other mail under way. */
async function houseWith(
  readers: { readonly org: number; readonly net: number },
  environment: Readonly<Record<string, string>>,
): Promise<TestApp> {
  const house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment,
    at: '2026-12-08T08:59:00-08:00',
  });
  await importReaders(house.app.store, readers.org);
  await importReaders(house.app.store, readers.net, 'example.net');
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  return house;
}

function countTo(relay: FaultyRelay, domain: string): number {
  return relay.accepted.filter((address) => /^reader/.test(address) && address.endsWith(`@${domain}`)).length;
}

test('one a second to one domain is 60 a minute, within a tenth, and the others do not wait', async () => {
  const relay = await faultyRelay();
  const house = await houseWith(
    { org: 100, net: 100 },
    { SMTP_URL: relay.url, SMTP_DOMAIN_LIMITS: 'example.org=1/s' },
  );
  await sendAll(house.app);
  expect(countTo(relay, 'example.net')).toBe(100);
  expect(countTo(relay, 'example.org')).toBe(1);
  await sendFor(house, 30 * SECOND);
  const again = await house.another(); // as after a restart: what was counted is not forgotten
  await house.close();
  await sendFor(again, 30 * SECOND);
  expect(countTo(relay, 'example.org')).toBeGreaterThanOrEqual(54);
  expect(countTo(relay, 'example.org')).toBeLessThanOrEqual(66);
});

test('a rate of one a second means one, whatever comes together', async () => {
  const relay = await faultyRelay();
  const house = await houseWith({ org: 20, net: 0 }, { SMTP_URL: `${relay.url}?rate=1` });
  for (let second = 1; second <= 10; second += 1) {
    await sendAll(house.app);
    expect(relay.accepted.length).toBeLessThanOrEqual(second);
    house.clock.advance(SECOND);
  }
  expect(relay.accepted.length).toBeGreaterThanOrEqual(9);
});

test('a daily quota holds until midnight in UTC, also after a restart', async () => {
  const relay = await faultyRelay();
  const house = await houseWith({ org: 30, net: 0 }, { SMTP_URL: `${relay.url}?daily=12` });
  const { nextAt } = await sendAll(house.app);
  expect(relay.accepted).toHaveLength(12);
  expect(new Date(nextAt ?? 0).toISOString()).toBe('2026-12-09T00:00:00.000Z');
  const again = await house.another();
  await house.close();
  await sendFor(again, 4 * HOUR);
  expect(relay.accepted).toHaveLength(12);
  await sendFor(again, 2 * HOUR);
  expect(relay.accepted).toHaveLength(24);
});

test('what the first relay may not take any more goes to the second', async () => {
  const [first, second] = [await faultyRelay(), await faultyRelay()];
  const house = await houseWith(
    { org: 30, net: 0 },
    { SMTP_URL: `${first.url}?hourly=10`, SMTP_URL_2: second.url },
  );
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 30, sent: 30 });
  expect(first.accepted).toHaveLength(10);
});

test('a warm-up gives each day its ceiling, and ends by itself', async () => {
  const relay = await faultyRelay();
  const house = await houseWith({ org: 100, net: 0 }, { SMTP_URL: `${relay.url}?warmup=5,10` });
  await sendAll(house.app);
  expect(relay.accepted).toHaveLength(5);
  await sendFor(house, DAY);
  expect(relay.accepted).toHaveLength(15);
  await sendFor(house, DAY);
  expect((await ledgerOf(house.app, EDITION)).sent).toBe(100);
});

test('a confirmation goes before the list when the relay is limited', async () => {
  const relay = await faultyRelay();
  const house = await houseWith({ org: 50, net: 0 }, { SMTP_URL: `${relay.url}?rate=6/m` });
  await sendAll(house.app);
  await addActive(house.app, 'alice@example.org');
  const before = relay.accepted.length;
  await sendFor(house, MINUTE);
  const position = relay.accepted.indexOf('alice@example.org');
  expect(position).toBeGreaterThanOrEqual(before);
  expect(position).toBeLessThan(before + 2);
});
