import { expect, it } from 'vitest';
import { callScript, makeCheckout } from './checkout.ts';

const IMPORTS = "import { describe, expect, it } from 'vitest';\n";

it('counts each test once, and gives the reason of each that was skipped', () => {
  const counted = runTests({
    'tests/some.test.ts': `${IMPORTS}
      it('passes', () => expect(1).toBe(1));
      it('fails', () => expect(1).toBe(2));
      it('needs a browser', (context) => context.skip('no Chromium was found'));
      it.skip('is set aside', () => {});`,
  });
  expect(counted).toMatchObject({
    ok: false,
    passed: 1,
    failed: 1,
    skipped: [
      { name: 'tests/some.test.ts > needs a browser', reason: 'no Chromium was found' },
      { name: 'tests/some.test.ts > is set aside', reason: 'no reason given' },
    ],
  });
});

it('a file that cannot be loaded is a failure, not silence', () => {
  const counted = runTests({
    'tests/broken.test.ts': "import './nowhere.ts';\n",
    'tests/whole.test.ts': `${IMPORTS}it('passes', () => expect(1).toBe(1));`,
  });
  expect(counted).toMatchObject({ ok: false, passed: 1, failed: 1 });
});

it('a broken hook and an error outside every test are failures', () => {
  const counted = runTests({
    'tests/hook.test.ts': `import { beforeAll } from 'vitest';\n${IMPORTS}
      describe('a room', () => {
        beforeAll(() => { throw new Error('no floor'); });
        it('never runs', () => {});
      });`,
    'tests/stray.test.ts': `${IMPORTS}it('passes', () => { Promise.reject(new Error('stray')); });`,
  });
  expect(counted).toMatchObject({ ok: false, passed: 1, failed: 2 });
});

it('no test at all is a failure', () => {
  expect(runTests({})).toMatchObject({ ok: false, passed: 0, failed: 1 });
});

it('the end-to-end tests wait for --all', () => {
  const files = {
    'tests/one.test.ts': `${IMPORTS}it('passes', () => expect(1).toBe(1));`,
    'tests/e2e/two.test.ts': `${IMPORTS}it('passes too', () => expect(1).toBe(1));`,
  };
  expect(runTests(files)).toMatchObject({ ok: true, passed: 1 });
});

function runTests(files: Readonly<Record<string, string>>): unknown {
  const root = makeCheckout({
    'vitest.config.ts': "export default { test: { include: ['tests/**/*.test.ts'] } };\n",
    ...files,
  });
  return callScript('checks/tests.mjs', 'runTests', root, { all: false });
}
