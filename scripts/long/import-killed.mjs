import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../build.mjs';
import { importKillTest } from './import/import-kill.mjs';

/**
 * `node scripts/long/import-killed.mjs [--rows N] [--kills N] [--seed S]`: a list of a million readers, imported at a stretch, with kills in between, and
 * once more. The tests do the same with fewer. Ends with `N passed, N failed`.
 */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    kills: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
await build();
const [rows, kills, seed] = [values.rows, values.kills, values.seed].map(Number);
const { checks } = await importKillTest({ program: ROOT, rows, kills, seed });
for (const [isMet, words] of checks) process.stdout.write(`${isMet ? 'ok    ' : 'FAILED'} ${words}\n`);
const failed = checks.filter(([isMet]) => !isMet).length;
process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
