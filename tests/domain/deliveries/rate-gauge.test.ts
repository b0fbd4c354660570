import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.ts';
import {
  filled,
  nextTokenAt,
  taken,
  tokensIn,
  UNUSED_GAUGE,
} from '../../../src/domain/deliveries/rate-gauge.ts';
import type { RateGauge } from '../../../src/domain/deliveries/relay-record.ts';

const T0 = Date.UTC(2026, 11, 8, 17);
const rates = fc.double({ min: 0.1, max: 500, noNaN: true });

/** Takes all that there is, whenever a limited sender would look. Returns the instants of the messages. */
function sendAll(perSecond: number, looks: Iterable<number>): number[] {
  const sent: number[] = [];
  let gauge: RateGauge = UNUSED_GAUGE;
  for (const now of looks) {
    gauge = filled(gauge, perSecond, now);
    const messages = tokensIn(gauge);
    gauge = taken(gauge, messages);
    for (let count = 0; count < messages; count += 1) sent.push(now);
  }
  return sent;
}

/** Looks when the gauge says so, as late as a busy machine may be. */
function* looksFor(perSecond: number, late: number, duration: number): Generator<number> {
  let gauge: RateGauge = UNUSED_GAUGE;
  for (let now = T0; now < T0 + duration; now = nextTokenAt(gauge, perSecond) + late) {
    gauge = filled(gauge, perSecond, now);
    gauge = taken(gauge, tokensIn(gauge));
    yield now;
  }
}

describe('a rate', () => {
  it('of one a second is one in each second', () => {
    const sent = sendAll(1, looksFor(1, 0, MINUTE));
    expect(sent).toHaveLength(60);
    sent.forEach((instant, index) => {
      expect(instant).toBe(T0 + index * SECOND);
    });
  });

  it.each([0.5, 1, 5, 20, 100, 333])('of %d a second is kept within a tenth over a minute', (perSecond) => {
    const sent = sendAll(perSecond, looksFor(perSecond, 2, MINUTE)).length;
    expect(sent / (perSecond * 60)).toBeGreaterThan(0.9);
    expect(sent / (perSecond * 60)).toBeLessThan(1.1);
  });

  it('of five a second is no burst', () => {
    const sent = sendAll(5, looksFor(5, 0, MINUTE));
    const gaps = sent.slice(1).map((instant, index) => instant - (sent[index] ?? 0));
    expect(Math.min(...gaps)).toBe(200);
  });

  it('is never exceeded in any stretch, however somebody looks', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rates, steps, (perSecond, waits) => {
        let now = T0;
        const sent = sendAll(
          perSecond,
          waits.map((wait) => {
            now += wait;
            return now;
          }),
        );
        const burst = Math.max(1, perSecond * 0.05);
        sent.forEach((from, first) => {
          sent.slice(first).forEach((to, count) => {
            expect(count + 1).toBeLessThanOrEqual(burst + ((to - from) / SECOND) * perSecond + 1e-6);
          });
        });
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('gives nothing for time that a clock went back and passed again, but what passed', () => {
    const steps = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rates, steps, (perSecond, moves) => {
        let now = T0;
        let passed = 0;
        const looks = moves.map((move) => {
          now += move;
          passed += Math.max(0, move);
          return now;
        });
        const burst = Math.max(1, perSecond * 0.05);
        expect(sendAll(perSecond, looks).length).toBeLessThanOrEqual(
          burst + (passed / SECOND) * perSecond + 1e-6,
        );
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('has a message ready at the instant that it names, and not before', () => {
    fc.assert(
      fc.property(rates, fc.double({ min: 0, max: 0.999, noNaN: true }), (perSecond, tokens) => {
        const gauge = { tokens, at: T0 };
        const next = nextTokenAt(gauge, perSecond);
        expect(tokensIn(filled(gauge, perSecond, next))).toBeGreaterThanOrEqual(1);
        expect(next).toBeGreaterThan(T0);
        if (next > T0 + 1) expect(tokensIn(filled(gauge, perSecond, next - 1))).toBe(0);
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});
