import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY } from '../../../../src/core/clock.ts';
import { dayOf, mayBeMailed } from '../../../../src/domain/readers/guards/confirmation-limit.ts';
import { runs } from '../../../support/runs.ts';

it.each([
  ['never before', [], true],
  ['once today', [1_000], false],
  ['yesterday', [999], true],
  ['twice in a year', [700, 999], true],
  ['three times in a year', [700, 800, 900], false],
  ['three times, the first a year ago', [635, 800, 900], true],
  ['three times, the first a day less than a year ago', [636, 800, 900], false],
  ['by a clock that was ahead', [1_001, 1_002, 1_003], false],
])('an address that was mailed %s: %j', (_, days, may) => {
  expect(mayBeMailed(days, 1_000)).toBe(may);
});

it('mails an address three times at most in any 365 days, whenever it is asked', () => {
  const asks = fc.array(fc.integer({ min: 0, max: 1_500 }), { maxLength: 80 });
  const property = fc.property(asks, (asked) => {
    const mailed: number[] = [];
    for (const day of asked.toSorted((a, b) => a - b)) if (mayBeMailed(mailed, day)) mailed.push(day);
    return mailed.every((day) => mailed.filter((one) => one >= day && one < day + 365).length <= 3);
  });
  fc.assert(property, runs(20261208, 300));
});

it('counts days by the UTC clock', () => {
  expect([dayOf(0), dayOf(DAY - 1), dayOf(DAY)]).toEqual([0, 0, 1]);
});
