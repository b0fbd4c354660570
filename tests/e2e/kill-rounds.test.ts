import { beforeAll, describe, expect, it } from 'vitest';
import { killTest, type Moment } from '../../scripts/long/kill/kill-test.mjs';
import { packageRoot } from '../../src/package-root.ts';
import { buildProgram } from '../support/processes.ts';

beforeAll(buildProgram);

const program = packageRoot();

it('20 kills at instants drawn from a seed lose nobody and mail nobody twice', {
  timeout: 300_000,
}, async () => {
  const faults: string[] = [];
  const totals = await killTest({
    program,
    rounds: 20,
    seed: 20261208,
    readers: 800,
    onRound: (round) => faults.push(...round.faults),
  });
  expect(faults).toEqual([]);
  expect(totals).toMatchObject({ rounds: 20, failed: 0 });
  expect(totals.uncertain).toBeGreaterThan(0);
  expect(totals.samples).toBeGreaterThan(100);
});

describe('the kill test finds a ledger that lies', { timeout: 120_000 }, () => {
  it.each<[string, Moment, string, RegExp]>([
    ['because what a dead worker left open is queued again', 'dot', 'resend', /came 2 times|came already/],
    ['because a message counts as sent when it is begun', 'data', 'early', /is sent, but no message/],
    ['because some deliveries are never written', 'data', 'forget', /audience of 200 and 198 deliveries/],
  ])('%s', async (_why, moment, sabotage, fault) => {
    const faults: string[] = [];
    const { failed } = await killTest({
      program,
      rounds: 2,
      seed: 1,
      readers: 200,
      editions: 1,
      sabotage,
      plan: () => ({ death: { kind: 'moment', moment, message: 15 }, drop: null }),
      onRound: (round) => faults.push(...round.faults),
    });
    expect(failed).toBeGreaterThan(0);
    expect(faults.join('\n')).toMatch(fault);
  });
});
