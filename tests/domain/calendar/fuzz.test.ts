import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { misconduct, mutated } from '../../support/fuzz-calendar.ts';

const shipped = readFileSync(new URL('../../../calendar/calendar.yaml', import.meta.url), 'utf8');
const FIRST_SEED = 20261208;

/** Ten times as many, and more, run in bench/calendar/fuzz.mjs. */
it('2,000 damaged copies of the shipped calendar are checked and mended without misconduct', () => {
  const faults: string[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + 2_000; seed++) {
    const fault = misconduct(mutated(shipped, seed));
    if (fault !== null) faults.push(`seed ${seed}: ${fault}`);
  }
  expect(faults).toEqual([]);
}, 300_000);
