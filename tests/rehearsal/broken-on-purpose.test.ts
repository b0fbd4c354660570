import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { seededFaults } from '../../src/rehearsal/faults/seeded-faults.ts';
import type { Tamper } from '../../src/rehearsal/production.ts';
import type { Rehearsal } from '../../src/rehearsal/report/report.ts';
import { chanceOf } from '../../src/rehearsal/world/chance.ts';
import type { Store } from '../../src/store/store.ts';
import { rehearseSample } from './sample.ts';

/** How many seeds it may take to see it. */
const FEW = 10;

/** Rehearses seed after seed until a promise is seen broken. */
async function firstViolation(tamper: Tamper): Promise<Rehearsal | null> {
  for (let seed = 1; seed <= FEW; seed += 1) {
    const faults = seededFaults(chanceOf(`faults of ${seed}`));
    const rehearsal = await rehearseSample({ seed, days: 34, faults, tamper });
    if (rehearsal.violations.length > 0) return rehearsal;
  }
  return null;
}

/** The store with one verb replaced. */
function withVerb<Verb extends keyof Store>(
  verb: Verb,
  make: (own: Store[Verb]) => Store[Verb],
): (store: Store) => Store {
  return (store) => ({ ...store, [verb]: make(store[verb]) });
}

describe('an application that is broken on purpose is found out within a few seeds:', {
  timeout: 120_000,
}, () => {
  it('what a killed worker left open is sent again by guess', async () => {
    const found = await firstViolation((store, path) =>
      withVerb('acquireLease', (acquire) => async (...given) => {
        const lease = await acquire(...given);
        if (lease !== null && lease.orphaned > 0)
          run(
            path,
            `UPDATE deliveries SET state = 'queued'
             WHERE state = 'uncertain' AND edition_id IN (SELECT id FROM editions WHERE state = 'open')`,
          );
        return lease;
      })(store),
    );
    // Such a mail breaks two promises at once when the relay had taken it; this is the one that is meant.
    expect(found?.violations).toContainEqual(
      expect.objectContaining({
        rule: 'uncertain',
        words: expect.stringMatching(/was left open by another worker, and became queued by guess$/),
      }),
    );
    expect(found?.tail.length).toBeGreaterThan(20);
  });

  it('the outcomes of some messages are lost', async () => {
    const found = await firstViolation(
      withVerb('turnLedger', (turn) => (given) => {
        const settlements = given.settlements.filter(({ id }) => id % 17 !== 0);
        return turn({ ...given, settlements });
      }),
    );
    expect(found?.violations).not.toHaveLength(0);
  });

  it('a refusal is taken for a success', async () => {
    const found = await firstViolation(
      withVerb('turnLedger', (turn) => (given) => {
        const settlements = given.settlements.map((one) => ({
          ...one,
          settlement:
            one.settlement.kind === 'deferred'
              ? ({ kind: 'sent', reply: '250 ok' } as const)
              : one.settlement,
        }));
        return turn({ ...given, settlements });
      }),
    );
    expect(found?.violations[0]?.rule).toBe('state');
  });

  it('an edition is called complete too early', async () => {
    const found = await firstViolation((store, path) =>
      withVerb('turnLedger', (turn) => async (given) => {
        const turned = await turn(given);
        if (turned.begun.length > 0) run(path, "UPDATE editions SET state = 'complete' WHERE state = 'open'");
        return turned;
      })(store),
    );
    expect(found?.violations[0]?.rule).toBe('complete');
  });

  it('somebody is dropped from an audience', async () => {
    const found = await firstViolation((store, path) =>
      withVerb('openDeliveries', (open) => async (...given) => {
        const opened = await open(...given);
        run(path, 'DELETE FROM deliveries WHERE id = (SELECT max(id) FROM deliveries)');
        return opened;
      })(store),
    );
    expect(found?.violations[0]?.rule).toBe('sum');
  });

  it('who left is mailed all the same', async () => {
    const found = await firstViolation((store, path) =>
      withVerb('turnLedger', (turn) => async (given) => {
        const turned = await turn(given);
        run(
          path,
          `UPDATE deliveries SET state = 'sending', skip_reason = NULL, attempts = 1, epoch = ${given.epoch}, first_begun_at = state_at
           WHERE state = 'skipped' AND skip_reason = 'unsubscribed'`,
        );
        return turned;
      })(store),
    );
    expect(found?.violations[0]?.rule).toBe('gone reader');
  });
});

function run(path: string, sql: string): void {
  const client = new Database(path);
  client.pragma('foreign_keys = OFF');
  client.exec(sql);
  client.close();
}
