import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runWithProgress } from '../progress.mjs';

const COUNT_REPORTER = fileURLToPath(new URL('count-reporter.mjs', import.meta.url));
/** Milliseconds. Vitest's own limits cannot end a test that never lets go of its thread. */
const TIME_LIMIT = 45 * 60_000;

/**
 * Runs the tests.
 * @param {string} root the checkout
 * @param {{ all: boolean }} options `all`: the end-to-end tests too, and Vitest's own report as it goes
 * @returns {Promise<{ ok: boolean, output: string, passed: number, failed: number, skipped: { name: string, reason: string }[] }>}
 */
export async function runTests(root, { all }) {
  const scratch = mkdtempSync(join(tmpdir(), 'fortnight-tests-'));
  try {
    const env = { ...process.env, FORTNIGHT_TEST_COUNT: join(scratch, 'count.json') };
    const command = vitestCommand(root, all);
    const { ok, output } = all
      ? await runInView(command, { cwd: root, env, timeout: TIME_LIMIT })
      : await runWithProgress('running the tests', command, { cwd: root, env, timeout: TIME_LIMIT });
    const count = readCount(env.FORTNIGHT_TEST_COUNT);
    // Vitest can fail with every test passed, or before it counts anything: that is a failure of its own.
    const failed = ok || count.failed > 0 ? count.failed : 1;
    return { ...count, failed, ok: failed === 0, output };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function vitestCommand(root, all) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${COUNT_REPORTER}`];
  return [process.execPath, vitest, 'run', ...reporters, ...(all ? [] : ['--exclude', 'tests/e2e/**'])];
}

function runInView([program, ...args], { cwd, env, timeout }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], timeout });
    child.on('error', (error) => resolve({ ok: false, output: `${program}: ${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output: '' }));
  });
}

function readCount(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [] }; // no count was written: Vitest ended before it was done
  }
}
