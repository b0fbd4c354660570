import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../src/core/clock.ts';
import {
  isShut,
  isSpike,
  pauseFor,
  type SignUpStretch,
  signUpTrend,
  stretchOf,
} from '../../../../src/domain/readers/guards/spike.ts';

const NOW = Date.UTC(2026, 11, 8, 17, 55);
const FLOOR = 20;

/** So many in the stretch that was so long ago. */
function came(ago: number, asked: number, confirmed = 0): SignUpStretch {
  return { stretch: stretchOf(NOW - ago), asked, confirmed };
}

/** As many in every ten minutes of two weeks, but for the last hour. */
const usually = (asked: number) =>
  Array.from({ length: 14 * 144 - 6 }, (_, index) => came(HOUR + index * 10 * MINUTE, asked));

const spikeIn = (...stretches: readonly SignUpStretch[]) => isSpike(signUpTrend(stretches, FLOOR, NOW));

describe('a spike', () => {
  it('is more unconfirmed sign-ups within an hour than are never one', () => {
    expect(spikeIn(came(0, 20))).toBe(false);
    expect(spikeIn(came(0, 21))).toBe(true);
    expect(spikeIn(came(0, 10), came(50 * MINUTE, 11))).toBe(true);
    expect(spikeIn(came(0, 10), came(HOUR, 11))).toBe(false);
  });

  it('is ten times what is usual, where that is more', () => {
    const [first, ...before] = usually(1);
    expect(first).toBeDefined();
    expect(spikeIn(...before, came(0, 59))).toBe(false);
    expect(spikeIn(...before, came(0, 61))).toBe(true);
  });

  it('is none when readers confirm: each speaks for two more who have yet to', () => {
    expect(spikeIn(came(0, 300, 100))).toBe(false);
    expect(spikeIn(came(0, 300, 10))).toBe(true);
  });

  it('does not make the next one usual, as what was unconfirmed long ago counts for two weeks only', () => {
    const old = came(15 * DAY, 1_000_000);
    expect(signUpTrend([old], FLOOR, NOW)).toMatchObject({ usual: 0, limit: FLOOR });
  });
});

describe('the pause', () => {
  const trend = { unconfirmed: 500, usual: 2, limit: 20 };

  it('lasts an hour', () => {
    expect(pauseFor(trend, null, NOW)).toEqual({ at: NOW, until: NOW + HOUR, unconfirmed: 500, usual: 2 });
  });

  it('lasts twice as long each time within a day, and a day at most', () => {
    let pause = pauseFor(trend, null, NOW);
    const lengths = [];
    for (let again = 0; again < 6; again += 1) {
      pause = pauseFor(trend, pause, pause.until + MINUTE);
      lengths.push((pause.until - pause.at) / HOUR);
    }
    expect(lengths).toEqual([2, 4, 8, 16, 24, 24]);
    expect(pauseFor(trend, pause, pause.until + 2 * DAY)).toMatchObject({
      until: pause.until + 2 * DAY + HOUR,
    });
  });

  it('ends by itself, and one that a clock far ahead has written is none', () => {
    const pause = pauseFor(trend, null, NOW);
    expect([isShut(pause, NOW), isShut(pause, NOW + HOUR - 1), isShut(pause, NOW + HOUR)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isShut(pause, NOW - 30 * DAY)).toBe(false);
    expect(isShut(null, NOW)).toBe(false);
  });
});
