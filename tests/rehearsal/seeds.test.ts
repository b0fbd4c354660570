import { describe, expect, it } from 'vitest';
import { seededFaults } from '../../src/rehearsal/faults/seeded-faults.ts';
import { chanceOf } from '../../src/rehearsal/world/chance.ts';
import { rehearseSample } from './sample.ts';

/** A few of all that there are: `scripts/long/rehearse-seeds.mjs` tries them by the hundred. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe('through everything that can go wrong, every promise is kept', { timeout: 120_000 }, () => {
  it.each(SEEDS)('with seed %i', async (seed) => {
    const faults = seededFaults(chanceOf(`faults of ${seed}`));
    const { violations, tail, rows } = await rehearseSample({
      seed,
      faults,
      days: 45,
      assumePlanned: true,
      environment: {},
    });
    expect({ violations, tail }).toEqual({ violations: [], tail: [] });
    expect(rows.length).toBeGreaterThan(0);
  });
});
