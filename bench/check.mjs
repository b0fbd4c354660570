import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../scripts/build.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PAIRS = 11;

await build();
report(measure());

/** Pairs, one right after the other: on a machine with other work, only what ran side by side can be compared. */
function measure() {
  runOnce('bare');
  runOnce('check'); // the first of each reads from the disk
  return Array.from({ length: PAIRS }, () => ({ bare: runOnce('bare'), check: runOnce('check') }));
}

/** Milliseconds from the start of the process to its end. */
function runOnce(what) {
  const args = what === 'bare' ? ['-e', ''] : [join(ROOT, 'dist', 'main.js'), 'check'];
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  const took = performance.now() - started;
  if (status !== 0) throw new Error(`${what} ended with ${status}: ${stderr}`);
  return took;
}

function report(pairs) {
  const bare = median(pairs.map((pair) => pair.bare));
  const check = median(pairs.map((pair) => pair.check));
  const difference = median(pairs.map((pair) => pair.check - pair.bare));
  process.stdout.write(`medians of ${pairs.length} pairs, in milliseconds
  bare node        ${bare.toFixed(1).padStart(8)}
  fortnight check  ${check.toFixed(1).padStart(8)}
  the difference   ${difference.toFixed(1).padStart(8)}
`);
  const rounded = { bareMs: round(bare), checkMs: round(check), differenceMs: round(difference) };
  process.stdout.write(`${JSON.stringify({ bench: 'check', pairs: pairs.length, ...rounded })}\n`);
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function round(milliseconds) {
  return Math.round(milliseconds * 10) / 10;
}
