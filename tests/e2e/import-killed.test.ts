import { beforeAll, expect, it } from 'vitest';
import { importKillTest } from '../../scripts/long/import/import-kill.mjs';
import { packageRoot } from '../../src/package-root.ts';
import { buildProgram } from '../support/processes.ts';

beforeAll(buildProgram);

it('an import that is killed on its way comes to the same when it is run again, and to nothing more', {
  timeout: 240_000,
}, async () => {
  const options = { program: packageRoot(), rows: 100_000, kills: 3, seed: 20261208 };
  const { checks } = await importKillTest(options);
  expect(checks.filter(([isMet]) => !isMet)).toEqual([]);
  expect(checks).toHaveLength(5);
});
