import { expect, test } from 'vitest';
import type { App } from '../../../src/app/context.ts';
import { runSending } from '../../../src/app/sending/send-engine.ts';
import { HOUR, type Instant } from '../../../src/core/clock.ts';
import type { Timers } from '../../../src/core/timers.ts';
import { faultyRelay } from '../../support/faulty-relay.ts';
import { importReaders, takeLease } from '../../support/stores.ts';
import { openTestApp, type TestApp } from '../../support/test-app.ts';

/** An open edition for one reader, whom the relay asks to come back later. */
async function houseThatWaits(): Promise<TestApp> {
  const relay = await faultyRelay();
  relay.answer('reader1@example.org', { code: 451, words: '4.2.0 come back later' });
  const house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: { SMTP_URL: relay.url },
    at: '2026-12-08T08:59:00-08:00',
  });
  await importReaders(house.app.store, 1);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  return house;
}

/** Lets every wait pass at once on the house's clock; `waited` is told of those that foresee something. */
function quickTimers({ clock }: TestApp, waited: (foreseen: Instant | null) => void): Timers {
  return {
    after: (milliseconds, ring, foreseen) => {
      const pass = (): void => {
        if (foreseen !== undefined) {
          clock.advance(milliseconds);
          waited(foreseen);
        }
        ring();
      };
      const timer = setTimeout(pass, foreseen === undefined ? milliseconds : 0);
      return { cancel: () => clearTimeout(timer) };
    },
  };
}

function counting(app: App, looked: () => void): App['store'] {
  const editions = () => {
    looked();
    return app.store.editions();
  };
  return { ...app.store, editions };
}

/** Lets a worker of its own run for so many idle waits; how often it had looked at each, and what it foresaw. */
async function idleFor(house: TestApp, waits: number, meanwhile: (wait: number) => void = () => undefined) {
  const worker = await house.another();
  const stop = new AbortController();
  let looks = 0;
  const looksAfter: number[] = [];
  const expected: (Instant | null)[] = [];
  const timers = quickTimers(house, (foreseen) => {
    expected.push(foreseen);
    looksAfter.push(looks);
    meanwhile(looksAfter.length);
    if (looksAfter.length === waits) stop.abort();
  });
  const store = counting(worker.app, () => (looks += 1));
  const epoch = await takeLease(worker.app.store, 'test', house.clock.now());
  await runSending({ ...worker.app, store, timers }, { epoch, stop: stop.signal, untilIdle: false });
  expect(looksAfter.length).toBeGreaterThanOrEqual(waits);
  return { looksAfter, expected };
}

test('an engine with nothing to do looks again only when somebody has changed something, and says when it expects something', async () => {
  const house = await houseThatWaits();
  const { looksAfter, expected } = await idleFor(house, 40, (wait) => {
    // By another process, as the command line is one.
    if (wait === 20) void house.app.store.rememberCalendar('{}', house.clock.now());
  });
  expect(looksAfter[19]).toBe(looksAfter[3]);
  expect(looksAfter[25]).toBe((looksAfter[19] ?? 0) + 1);
  expect(looksAfter[39]).toBe(looksAfter[25]);
  const [first] = expected;
  expect(first).toBeGreaterThan(house.clock.now());
  expect(first).toBeLessThan(house.clock.now() + HOUR);
});

test('an engine that believes that nothing has changed makes sure of it once a minute', async () => {
  const { looksAfter, expected } = await idleFor(await openTestApp(), 250);
  expect(new Set(expected)).toEqual(new Set([null]));
  // Half a second a wait: 110 of them are 55 s, and 250 are two minutes and 5 s.
  expect((looksAfter[109] ?? 0) - (looksAfter[2] ?? 0)).toBe(0);
  expect((looksAfter[249] ?? 0) - (looksAfter[2] ?? 0)).toBe(2);
});
