import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foresee, type Outlook } from '../../../src/app/sending/foresee.ts';
import { runs } from '../../support/runs.ts';

const NOTHING: Outlook = { since: 1_000, holds: [], nextTry: null, due: [null, null] };

describe('what an idle engine foresees', () => {
  it.each<[string, Partial<Outlook>, number | null | 'unknown']>([
    ['nothing, where nothing waits', {}, null],
    ['the next retry', { due: [5_000, 3_000] }, 3_000],
    ['the end of a limit', { holds: [4_000, 2_000] }, 2_000],
    ['the end of a limit before a retry that is later', { holds: [2_000], due: [9_000, null] }, 2_000],
    ['when a relay is asked again, for what is due already', { nextTry: 7_000, due: [0, null] }, 7_000],
    ['nothing certain, where a limit ends with an answer', { holds: [null, 2_000] }, 'unknown'],
    [
      'nothing certain, where something is due and nothing is known to keep it back',
      { due: [0, 9_000] },
      'unknown',
    ],
    ['nothing certain, where a limit ended before it was last asked', { holds: [500] }, 'unknown'],
  ])('is %s', (_what, change, expected) => {
    expect(foresee({ ...NOTHING, ...change })).toBe(expected);
  });

  it('is never later than anything that came since it last asked: that is asked for at once', () => {
    const instant = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null });
    const outlook = fc.record({
      since: fc.integer({ min: 0, max: 20 }),
      holds: fc.array(instant, { maxLength: 3 }),
      nextTry: instant,
      due: fc.array(instant, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(outlook, (given) => {
        const foreseen = foresee(given);
        if (foreseen === 'unknown') return;
        const known = [...given.holds, given.nextTry, ...given.due].filter((at) => at !== null);
        for (const at of known.filter((each) => each > given.since)) {
          expect(foreseen).not.toBeNull();
          expect(foreseen).toBeLessThanOrEqual(at);
        }
      }),
      runs(11, 1_000),
    );
  });
});
