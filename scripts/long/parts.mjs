import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runForCount } from './run-for-count.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * What takes hours, cut into portions of some minutes, so that a run that is stopped has something to show.
 * @typedef {{ passed: number, failed: number, output: string }} Outcome
 * @typedef {{ name: string, what: string, portions: number, run: (seed: number) => Promise<Outcome> }} Part
 *   `portions`: how many make the whole; `run`: one portion, another one for another seed
 * @type {readonly Part[]}
 */
export const PARTS = [
  {
    name: 'kill',
    what: 'workers killed',
    portions: 10,
    run: (seed) => node(['scripts/test-kill.mjs', '--rounds', '100', '--seed', `${seed}`], closingLine),
  },
  {
    name: 'rehearse',
    what: 'rehearsals with faults',
    portions: 10,
    run: (seed) =>
      node(
        ['scripts/long/rehearse-seeds.mjs', '--seeds', `${SEEDS}`, '--from', `${seed * SEEDS}`],
        closingLine,
      ),
  },
  {
    name: 'limit',
    what: 'a limit held over a real minute',
    portions: 1,
    run: () => node(['scripts/long/domain-limit.mjs'], closingLine),
  },
  {
    name: 'import',
    what: 'a list of a million, its import killed on the way',
    portions: 1,
    run: (seed) => node(['scripts/long/import-killed.mjs', '--seed', `${seed}`], closingLine),
  },
  {
    name: 'fuzz',
    what: 'damaged calendars',
    portions: 10,
    run: (seed) => node(['bench/calendar/fuzz.mjs', `${FUZZ}`, `${seed * FUZZ}`], fuzzCount),
  },
  { name: 'properties', what: 'property tests', portions: 10, run: runProperties },
];

/** Rehearsals in one portion. */
const SEEDS = 50;
/** Calendars in one portion. */
const FUZZ = 50_000;
/** Each property is tried so many times as often as in `npm test`. */
const PROPERTY_TIMES = 20;
const HOUR = 3_600_000; // milliseconds

function node(args, countOf) {
  return runForCount([process.execPath, ...args], { cwd: ROOT, countOf });
}

/** `N passed, N failed`, as every suite of ours ends. */
function closingLine(output) {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  return failed === undefined ? null : { passed: Number(passed), failed: Number(failed) };
}

function fuzzCount(output) {
  const [, mutations, faults] = /"mutations":(\d+),"faults":(\d+)/.exec(output) ?? [];
  return faults === undefined ? null : { passed: mutations - faults, failed: Number(faults) };
}

async function runProperties(seed) {
  const scratch = mkdtempSync(join(tmpdir(), 'fortnight-properties-'));
  const count = join(scratch, 'count.json');
  const reporter = join(ROOT, 'scripts', 'checks', 'count-reporter.mjs');
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const variables = {
    FORTNIGHT_TEST_COUNT: count,
    PROPERTY_TIMES: `${PROPERTY_TIMES}`,
    PROPERTY_SEED: `${seed}`,
  };
  const command = [process.execPath, vitest, 'run', '--reporter=default', `--reporter=${reporter}`];
  try {
    return await runForCount([...command, `--testTimeout=${HOUR}`, ...filesWithProperties()], {
      cwd: ROOT,
      env: { ...process.env, ...variables },
      countOf: () => JSON.parse(readFileSync(count, 'utf8')),
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Those that take their runs from `tests/support/runs.ts`. */
function filesWithProperties() {
  return readdirSync(join(ROOT, 'tests'), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('tests', name))
    .filter((name) => readFileSync(join(ROOT, name), 'utf8').includes('support/runs.ts'));
}
