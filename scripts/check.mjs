import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { checkLockFile } from './checks/lock-file.mjs';
import { checkMigrations } from './checks/migrations.mjs';
import { runTests } from './checks/tests.mjs';
import { checkTimeOwner } from './checks/time-owner.mjs';
import { checkTimeZones } from './checks/time-zones.mjs';
import { checkTrackedFiles } from './checks/tracked-files.mjs';
import { ensureInstalled } from './install.mjs';
import { isMain } from './is-main.mjs';
import { runQuietly } from './progress.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Every check but the tests, in the order in which a fault in one explains a fault in the next. */
const STEPS = [
  {
    name: 'format, lint, layers and cycles (biome)',
    run: () => tool('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings'),
  },
  { name: 'types (tsc)', run: () => tool('typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: 'unused files, exports and packages (knip)', run: () => tool('knip/bin/knip.js', '--no-progress') },
  { name: 'every schema change has its migration', run: () => checkMigrations(ROOT) },
  { name: 'the lock file names the public registry only', run: () => checkLockFile(ROOT) },
  { name: 'no machine path, private registry or secret', run: () => checkTrackedFiles(ROOT) },
  { name: 'time comes from the clock only', run: () => checkTimeOwner(ROOT) },
  { name: 'the schedule does not depend on TZ', run: () => checkTimeZones(ROOT) },
  { name: 'the bundle builds', run: buildBundle },
];

/**
 * Runs every check and then the tests, prints what failed, and closes with `N passed, N failed`, where a check counts as
 * one. Sets exit code 1 when anything failed.
 * @param {{ all: boolean }} options `all`: the end-to-end tests too
 */
export async function check({ all }) {
  await ensureInstalled({ browser: true, dkimVerifier: true, mailServers: true, spamFilter: true });
  const before = await gitStatus();
  const results = [];
  for (const step of STEPS) results.push(await runStep(step));
  const tests = await runTests(ROOT, { all });
  report('tests', tests);
  if (process.env.CI)
    results.push(await runStep({ name: 'nothing is left behind', run: () => unchangedSince(before) }));
  close(results, tests);
}

async function runStep({ name, run }) {
  const result = await run();
  report(name, result);
  return result;
}

function report(name, { ok, output }) {
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'}  ${name}\n`);
  if (!ok && output !== '') process.stdout.write(`${output.trimEnd()}\n`);
}

function tool(path, ...args) {
  return runQuietly([process.execPath, join(ROOT, 'node_modules', path), ...args], { cwd: ROOT });
}

async function buildBundle() {
  try {
    await build();
    return { ok: true, output: '' };
  } catch (error) {
    return { ok: false, output: error instanceof Error ? error.message : String(error) };
  }
}

async function gitStatus() {
  return (await runQuietly(['git', 'status', '--porcelain'], { cwd: ROOT })).output;
}

async function unchangedSince(before) {
  const after = await gitStatus();
  return { ok: after === before, output: `git status was:\n${before}\nand is now:\n${after}` };
}

function close(results, tests) {
  for (const { name, reason } of tests.skipped) process.stdout.write(`skipped: ${name} (${reason})\n`);
  const passed = results.filter(({ ok }) => ok).length + tests.passed;
  const failed = results.filter(({ ok }) => !ok).length + tests.failed;
  const skipped = tests.skipped.length === 0 ? '' : `, ${tests.skipped.length} skipped`;
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (isMain(import.meta.url)) {
  await check({ all: process.argv.includes('--all') });
}
