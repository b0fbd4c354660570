import { expect, it } from 'vitest';
import { differences } from '../../scripts/long/kill/compare.mjs';
import { mailRecord } from '../../scripts/long/kill/record.mjs';
import { runForCount } from '../../scripts/long/run-for-count.mjs';

const countOf = (output: string) => {
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  return failed === undefined ? null : { passed: Number(passed), failed: Number(failed) };
};

it.each([
  ['says its count', `console.log('3 passed, 0 failed')`, { passed: 3, failed: 0 }],
  ['says that some failed', `console.log('3 passed, 2 failed'); process.exit(1)`, { passed: 3, failed: 2 }],
  [
    'ends badly after a good count',
    `console.log('3 passed, 0 failed'); process.exit(1)`,
    { passed: 3, failed: 1 },
  ],
  ['says nothing', `console.log('hello')`, { passed: 0, failed: 1 }],
  ['is killed', `process.kill(process.pid, 'SIGKILL')`, { passed: 0, failed: 1 }],
])('a part of the long tests that %s is counted for what it is', async (_what, script, count) => {
  expect(await runForCount([process.execPath, '-e', script], { cwd: '.', countOf })).toMatchObject(count);
});

/** Alice's copy came so often, and the last time without an answer or with one; the ledger says this of it. */
function found(state: string, dots: number, answered: boolean): readonly string[] {
  const record = mailRecord();
  const mail = { to: 'reader-1@example.org', subject: 'Edition 1', messageId: '<e.1.1@blog>' };
  for (let dot = 1; dot <= dots; dot += 1) record.add({ ...mail, answered: answered && dot === dots });
  return differences([{ subject: 'Edition 1', address: 'reader-1@example.org', state }], record);
}

it.each([
  ['sent', 1, true],
  ['sending', 1, true],
  ['uncertain', 1, false],
  ['uncertain', 0, false],
  ['queued', 0, false],
  ['skipped', 0, false],
] as const)(
  'a ledger that says %s of what came %i times (answered: %s) is believed',
  (state, dots, answered) => {
    expect(found(state, dots, answered)).toEqual([]);
  },
);

it.each([
  ['sent', 0, false],
  ['sent', 1, false],
  ['sent', 2, true],
  ['uncertain', 2, true],
  ['queued', 1, false],
  ['deferred', 1, true],
  ['failed', 1, true],
] as const)('a ledger that says %s of what came %i times (answered: %s) is not', (state, dots, answered) => {
  expect(found(state, dots, answered).length).toBeGreaterThan(0);
});

it('mail to a reader of no ledger, and one Message-ID for two copies, are found', () => {
  const record = mailRecord();
  const mail = { subject: 'Edition 1', messageId: '<e.1.1@blog>', answered: true };
  record.add({ ...mail, to: 'reader-1@example.org' });
  record.add({ ...mail, to: 'reader-2@example.org' });
  const rows = [{ subject: 'Edition 1', address: 'reader-1@example.org', state: 'sent' }];
  expect(differences(rows, record)).toEqual([
    expect.stringContaining('the Message-ID <e.1.1@blog> came with'),
    'Edition 1 > reader-2@example.org came and is in no ledger',
  ]);
});
