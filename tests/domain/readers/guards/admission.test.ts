import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../src/core/clock.ts';
import {
  type Allowance,
  admission,
  allowanceAt,
  fullAllowance,
  lessOne,
} from '../../../../src/domain/readers/guards/admission.ts';

const RATE = { count: 8, period: HOUR };

/** What is said to so many in a row, all at one instant. */
function answers(
  count: number,
  signed: boolean,
  from: Allowance = fullAllowance(RATE, 0),
): readonly string[] {
  let left = from;
  return Array.from({ length: count }, () => {
    const { kind } = admission([{ left, rate: RATE }], signed);
    if (kind === 'admitted') left = lessOne(left, signed);
    return kind;
  });
}

describe('one place', () => {
  it('takes as many at once as its rate says', () => {
    expect(answers(9, true)).toEqual([...Array(8).fill('admitted'), 'too-many']);
  });

  it('takes a quarter of them from forms that prove nothing, and asks the others to press again', () => {
    expect(answers(3, false)).toEqual(['admitted', 'admitted', 'press-again']);
  });

  it('says how long one more has to wait', () => {
    let left = fullAllowance(RATE, 0);
    for (let one = 0; one < 8; one += 1) left = lessOne(left, true);
    const verdict = admission([{ left, rate: RATE }], true);
    expect(verdict).toEqual({ kind: 'too-many', wait: HOUR / 8 });
    const later = allowanceAt(left, RATE, HOUR / 8);
    expect(admission([{ left: later, rate: RATE }], true)).toEqual({ kind: 'admitted' });
  });

  it('gains nothing, and loses nothing, by a clock that goes back', () => {
    const left = lessOne(fullAllowance(RATE, HOUR), true);
    expect(allowanceAt(left, RATE, 0).any.tokens).toBe(7);
    expect(allowanceAt(left, RATE, 100 * HOUR).any.tokens).toBe(8);
  });
});

it('needs room in every place, and names the longest wait', () => {
  const used = { any: { tokens: 0, at: 0 }, unsigned: { tokens: 0, at: 0 } };
  const slow = { count: 1, period: HOUR };
  const quick = { count: 1, period: MINUTE };
  const full = { left: fullAllowance(RATE, 0), rate: RATE };
  expect(admission([full, { left: used, rate: quick }, { left: used, rate: slow }], true)).toEqual({
    kind: 'too-many',
    wait: HOUR,
  });
  expect(admission([full, full], true)).toEqual({ kind: 'admitted' });
});
