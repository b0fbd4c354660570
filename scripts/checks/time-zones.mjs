import { join } from 'node:path';
import { runQuietly } from '../progress.mjs';

/** A day ahead of most, three quarters of an hour, a clock change of half an hour, and the plain one. */
const HOST_ZONES = ['Pacific/Apia', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
/** The simulations take as long as all other tests together: they run where the host is farthest from UTC. */
const SIMULATIONS = { file: 'tests/domain/schedule/properties.test.ts', zone: 'Pacific/Apia' };
const AT_ONCE = 2;
/** Milliseconds for each. */
const TIME_LIMIT = 5 * 60_000;

/**
 * Whether the tests of the schedule pass on a machine in any time zone: dates belong to the calendar's zone, never the host's.
 * @param {string} root the checkout
 * @returns {Promise<{ ok: boolean, output: string }>} the output is that of the zones in which a test failed
 */
export async function checkTimeZones(root) {
  const waiting = [...HOST_ZONES];
  const failures = [];
  const work = async () => {
    for (let zone = waiting.shift(); zone !== undefined; zone = waiting.shift()) {
      const { ok, output } = await runScheduleTests(root, zone);
      if (!ok) failures.push(`under TZ=${zone}:\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { ok: failures.length === 0, output: failures.join('\n') };
}

function runScheduleTests(root, zone) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const tests = ['tests/core/zoned-time.test.ts', 'tests/domain/schedule/'];
  const left = zone === SIMULATIONS.zone ? [] : ['--exclude', SIMULATIONS.file];
  const options = ['--reporter=dot', '--maxWorkers=1', ...left];
  return runQuietly([process.execPath, vitest, 'run', ...tests, ...options], {
    cwd: root,
    env: { ...process.env, TZ: zone, NO_COLOR: '1' },
    timeout: TIME_LIMIT,
  });
}
