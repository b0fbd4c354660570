import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelay } from '../../src/core/backoff.ts';
import { MINUTE } from '../../src/core/clock.ts';
import { runs } from '../support/runs.ts';

describe('the wait before a retry', () => {
  it.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 240],
    [6, 240],
    [40, 240],
  ])('after attempt %i is %i minutes in the middle of its jitter', (attempt, minutes) => {
    expect(retryDelay(attempt, () => 0.5)).toBe(minutes * MINUTE);
  });

  it('is spread by a fifth either way, and never further', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (attempt, random) => {
          const middle = retryDelay(attempt, () => 0.5);
          const delay = retryDelay(attempt, () => random);
          expect(delay).toBeGreaterThanOrEqual(0.8 * middle);
          expect(delay).toBeLessThanOrEqual(1.2 * middle);
        },
      ),
      runs(14, 300),
    );
    expect(retryDelay(1, () => 0)).toBe(0.8 * MINUTE);
  });
});
