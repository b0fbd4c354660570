import { writeFileSync } from 'node:fs';

/**
 * A Vitest reporter that writes what `npm test` counts to the file named by FORTNIGHT_TEST_COUNT:
 * `{ passed, failed, skipped: [{ name, reason }] }`. A file that cannot be loaded and an error outside any test count as failed.
 */
// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter by its default export
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const ended = (state) => tests.filter((test) => test.result().state === state);
    const outsideTests = modules.flatMap((module) => [...module.errors(), ...suiteErrors(module)]).length;
    const count = {
      passed: ended('passed').length,
      failed: ended('failed').length + outsideTests + unhandledErrors.length,
      // A test that never ended, as when its hook failed or the run was interrupted, has proved nothing either.
      skipped: [...ended('skipped'), ...ended('pending')].map((test) => ({
        name: `${test.module.relativeModuleId} > ${test.fullName}`,
        reason: test.result().note ?? 'no reason given',
      })),
    };
    const path = process.env.FORTNIGHT_TEST_COUNT;
    if (path !== undefined) writeFileSync(path, JSON.stringify(count));
  }
}

function suiteErrors(module) {
  return [...module.children.allSuites()].flatMap((suite) => suite.errors());
}
