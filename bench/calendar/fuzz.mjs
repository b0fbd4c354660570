import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, ROOT } from './bundle.mjs';

// node bench/calendar/fuzz.mjs [HOW_MANY] [FIRST_SEED]: damaged copies of the shipped calendar, checked and mended.
const [howMany = 100_000, firstSeed = 1] = process.argv.slice(2).map(Number);
const { misconduct, mutated } = await load(['tests/support/fuzz-calendar.ts']);
const shipped = readFileSync(join(ROOT, 'calendar', 'calendar.yaml'), 'utf8');
const started = performance.now();
let faults = 0;
let slowest = { seed: 0, milliseconds: 0 };
for (let seed = firstSeed; seed < firstSeed + howMany; seed++) {
  const before = performance.now();
  const fault = misconduct(mutated(shipped, seed));
  const milliseconds = Math.round(performance.now() - before);
  if (milliseconds > slowest.milliseconds) slowest = { seed, milliseconds };
  if (fault === null) continue;
  faults += 1;
  process.stdout.write(`seed ${seed}: ${fault}\n`);
}
const seconds = Math.round((performance.now() - started) / 1_000);
process.stdout.write(
  `${JSON.stringify({ bench: 'calendar-fuzz', mutations: howMany, faults, seconds, slowest })}\n`,
);
process.exitCode = faults === 0 ? 0 : 1;
