import { expect, it } from 'vitest';
import { BoundedMap } from '../../src/core/bounded-map.ts';

it('forgets the entry that was not touched for longest, and never holds more than it may', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  expect(map.get('a')).toBe(1);
  map.set('c', 3);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
  map.set('a', 4);
  expect([map.get('a'), map.size]).toEqual([4, 2]);
});

it('stays as small under a flood', () => {
  const map = new BoundedMap<number, number>(100);
  for (let key = 0; key < 100_000; key += 1) map.set(key, key);
  expect(map.size).toBe(100);
  expect(map.get(99_999)).toBe(99_999);
});
