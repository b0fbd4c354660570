import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideImport,
  type Standing,
  standingAfter,
} from '../../../../src/domain/readers/import/decide-import.ts';
import type { ImportedReader } from '../../../../src/domain/readers/import/imported.ts';
import { SUPPRESSION_REASONS } from '../../../../src/domain/readers/subscriber.ts';
import { runs } from '../../../support/runs.ts';
import { importedReader } from '../../../support/stores.ts';

const at = fc.option(fc.integer({ min: 1, max: 9 }));
const row: fc.Arbitrary<ImportedReader> = fc
  .record({
    state: fc.oneof(
      fc.record({ kind: fc.constantFrom('active', 'pending'), at }),
      fc.record({ kind: fc.constant('unsubscribed' as const), at, how: fc.constant('import' as const) }),
    ),
    suppression: fc.option(fc.record({ reason: fc.constantFrom(...SUPPRESSION_REASONS), at })),
  })
  .map((change) => importedReader('alice@example.org', change));
const standing: fc.Arbitrary<Standing> = fc.record({
  reader: fc.option(
    fc.record({ kind: fc.constantFrom('pending', 'active', 'unsubscribed'), confirmedAt: at }),
  ),
  suppression: fc.option(fc.constantFrom(...SUPPRESSION_REASONS)),
});

describe('whatever a list says', () => {
  test('nobody who has left or is suppressed gets mail because of it', () => {
    const check = fc.property(standing, fc.array(row, { maxLength: 5 }), (before, rows) => {
      fc.pre(before.suppression !== null || before.reader?.kind === 'unsubscribed');
      const after = readAll(rows, before);
      expect(after.suppression !== null || after.reader?.kind === 'unsubscribed').toBe(true);
    });
    fc.assert(check, runs(4_181, 500));
  });

  test('read again, it changes nothing', () => {
    const check = fc.property(standing, fc.array(row, { maxLength: 5 }), (before, rows) => {
      const once = readAll(rows, before);
      expect(readAll(rows, once)).toEqual(once);
    });
    fc.assert(check, runs(4_182, 500));
  });

  test('a complaint and the word of the author stay', () => {
    const check = fc.property(standing, fc.array(row, { maxLength: 5 }), (before, rows) => {
      fc.pre(before.suppression === 'complained' || before.suppression === 'author');
      expect(['complained', 'author']).toContain(readAll(rows, before).suppression);
    });
    fc.assert(check, runs(4_183, 300));
  });

  test('what it counts as known, left or suppressed is what it does not change', () => {
    const check = fc.property(standing, row, (before, one) => {
      const { reader, suppress, outcome } = decideImport(one, before);
      const changes = reader !== null || suppress !== null;
      expect(changes).toBe(!['known', 'left', 'suppressed'].includes(outcome));
    });
    fc.assert(check, runs(4_184, 500));
  });
});

function readAll(rows: readonly ImportedReader[], before: Standing): Standing {
  return rows.reduce((now, one) => standingAfter(decideImport(one, now), one, now), before);
}
