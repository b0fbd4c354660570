import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/core/clock.ts';
import { NO_LIMITS, type RelayLimits } from '../../../src/domain/deliveries/limits.ts';
import {
  allowedNow,
  givenBack,
  type RelayUse,
  relayHold,
  spent,
  UNUSED_RELAY,
  useAt,
  warmUpCeiling,
} from '../../../src/domain/deliveries/relay-allowance.ts';
import type { RelayId } from '../../../src/domain/deliveries/relay-record.ts';

const T0 = Date.UTC(2026, 11, 8, 17);
const RELAY = 'fortnight@relay.example:587' as RelayId;

/** Begins as many as it may, up to `wanted`. */
function send(use: RelayUse, limits: RelayLimits, wanted: number, now: Instant): [RelayUse, number] {
  const current = useAt(use, limits, now);
  const messages = Math.min(wanted, allowedNow(current, limits, now));
  return [spent(current, messages, now), messages];
}

/** What a restart does: the use goes to the database and comes back. */
function restarted(use: RelayUse): RelayUse {
  return JSON.parse(JSON.stringify(use));
}

const limits: fc.Arbitrary<RelayLimits> = fc.record({
  perSecond: fc.option(fc.double({ min: 0.01, max: 50, noNaN: true })),
  hourly: fc.option(fc.integer({ min: 1, max: 40 })),
  daily: fc.option(fc.integer({ min: 1, max: 100 })),
  warmUp: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
});
const story = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 3 * HOUR }),
    wanted: fc.integer({ min: 1, max: 30 }),
    restart: fc.boolean(),
  }),
  { minLength: 1, maxLength: 80 },
);

describe('the quotas', () => {
  it('are never exceeded in any hour or day of the clock, and a restart changes nothing', () => {
    let held = 0;
    fc.assert(
      fc.property(limits, story, (given, steps) => {
        let now = T0;
        let [use, plain] = [UNUSED_RELAY, UNUSED_RELAY];
        const [hours, days] = [new Map<number, number>(), new Map<number, number>()];
        for (const { wait, wanted, restart } of steps) {
          now += wait;
          let sent = 0;
          [use, sent] = send(restart ? restarted(use) : use, given, wanted, now);
          const [after, without] = send(plain, given, wanted, now);
          plain = after;
          expect(sent).toBe(without);
          if (sent < wanted) held += 1;
          count(hours, Math.floor(now / HOUR), sent);
          count(days, Math.floor(now / DAY), sent);
        }
        const firstDay = Math.min(...days.keys());
        for (const used of hours.values()) expect(used).toBeLessThanOrEqual(given.hourly ?? Infinity);
        for (const [day, used] of days) {
          expect(used).toBeLessThanOrEqual(given.daily ?? Infinity);
          expect(used).toBeLessThanOrEqual(given.warmUp[day - firstDay] ?? Infinity);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
    // Else nothing was ever at its limit, and the property said nothing.
    expect(held).toBeGreaterThan(500);
  });

  it('are not filled anew by a clock that goes to and fro: an hour ends once', () => {
    const moves = fc.array(fc.integer({ min: -HOUR / 2, max: HOUR / 2 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(moves, (jumps) => {
        const given = { ...NO_LIMITS, hourly: 5 };
        const hours = new Map<number, number>();
        let [use, latest] = [UNUSED_RELAY, 0];
        for (const jump of jumps) {
          const now = T0 + jump;
          let sent = 0;
          [use, sent] = send(use, given, 3, now);
          latest = Math.max(latest, Math.floor(now / HOUR));
          count(hours, latest, sent);
        }
        for (const used of hours.values()) expect(used).toBeLessThanOrEqual(5);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it('say which of them holds longest', () => {
    const given = { perSecond: 1, hourly: 2, daily: 2, warmUp: [] };
    const use = spent(useAt(UNUSED_RELAY, given, T0), 2, T0);
    const until = Date.UTC(2026, 11, 9);
    expect(relayHold(RELAY, use, given, T0)).toEqual({
      kind: 'relay',
      relay: RELAY,
      why: 'daily',
      limit: 2,
      until,
    });
    expect(relayHold(RELAY, useAt(use, given, until), given, until)).toBeNull();
  });

  it('are given back in the window in which they were spent, and in no other', () => {
    const given = { ...NO_LIMITS, hourly: 2, daily: 2 };
    const use = spent(useAt(UNUSED_RELAY, given, T0), 2, T0);
    expect(allowedNow(givenBack(use, T0), given, T0)).toBe(1);
    const next = spent(useAt(use, { ...given, daily: null }, T0 + HOUR), 1, T0 + HOUR);
    expect(givenBack(next, T0 + MINUTE)).toMatchObject({ hour: { used: 1 }, day: { used: 2 } });
  });
});

describe('a warm-up', () => {
  const given = { ...NO_LIMITS, daily: 100, warmUp: [10, 50, 200] };
  const days = [0, 1, 2, 3, 4].map((day) => warmUpCeiling(T0, given, T0 + day * DAY));

  it('has a ceiling for each day (UTC), and ends by itself', () => {
    expect(days).toEqual([10, 50, 200, null, null]);
    expect(warmUpCeiling(null, given, T0)).toBe(10);
    expect(warmUpCeiling(T0, given, Date.UTC(2026, 11, 9))).toBe(50);
  });

  it('holds together with the daily quota: the lower one counts', () => {
    const use = { ...UNUSED_RELAY, firstUsedAt: T0 };
    const allowed = [0, 1, 2, 3].map((day) => {
      const now = T0 + day * DAY;
      return allowedNow(useAt(use, given, now), given, now);
    });
    expect(allowed).toEqual([10, 50, 100, 100]);
  });

  it('does not begin anew when the clock goes back, nor wait for one that was years ahead', () => {
    expect(warmUpCeiling(T0, given, T0 - 3 * DAY)).toBe(10);
    const astray = useAt({ ...UNUSED_RELAY, firstUsedAt: T0 + 1_000 * DAY }, given, T0);
    expect(astray.firstUsedAt).toBe(T0 + DAY);
  });
});

it('a relay without limits may be given any number', () => {
  expect(allowedNow(UNUSED_RELAY, NO_LIMITS, T0)).toBe(Number.POSITIVE_INFINITY);
  expect(relayHold(RELAY, UNUSED_RELAY, NO_LIMITS, T0)).toBeNull();
});

function count(windows: Map<number, number>, window: number, messages: number): void {
  windows.set(window, (windows.get(window) ?? 0) + messages);
}
