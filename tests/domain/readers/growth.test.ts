import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import { growthOf } from '../../../src/domain/readers/growth.ts';

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;
const NOW = Date.parse('2026-12-08T17:00:00Z');

describe('how a list grows', () => {
  const days = [
    { day: day('2026-09-30'), joined: 10, left: 0 },
    { day: day('2026-10-01'), joined: 1, left: 3 },
    { day: day('2026-12-01'), joined: 0, left: 1 },
  ];

  test('by month, with the months in which nothing happened', () => {
    expect(growthOf(days, 'month', NOW)).toEqual([
      { name: '2026-09', joined: 10, left: 0, readers: 10 },
      { name: '2026-10', joined: 1, left: 3, readers: 8 },
      { name: '2026-11', joined: 0, left: 0, readers: 8 },
      { name: '2026-12', joined: 0, left: 1, readers: 7 },
    ]);
  });

  test('by fortnight, each named by its Monday', () => {
    const growth = growthOf(days, 'fortnight', NOW);
    expect(growth[0]).toEqual({ name: '2026-09-28', joined: 11, left: 3, readers: 8 });
    expect(growth.map(({ name }) => new Date(name).getUTCDay())).toEqual(growth.map(() => 1));
    expect(growth.at(-1)?.readers).toBe(7);
  });

  test('a list without readers has not grown', () => {
    expect(growthOf([], 'month', NOW)).toEqual([]);
  });
});
