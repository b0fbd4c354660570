import { expect, it } from 'vitest';
import { nearestName } from '../../src/core/nearest-name.ts';

const keys = ['title', 'track', 'status', 'series', 'not_before'];

it.each([
  ['a letter too few', 'titl', 'title'],
  ['two letters swapped', 'tilte', 'title'],
  ['another case', 'Title', 'title'],
  ['several slips in a long word', 'notbefor', 'not_before'],
])('finds the name that was meant: %s', (_, typed, meant) => {
  expect(nearestName(typed, keys)).toBe(meant);
});

it.each(['colour', 'x', ''])('suggests nothing for %j, which is near to no name', (typed) => {
  expect(nearestName(typed, keys)).toBeNull();
});

it('prefers the nearest of several', () => {
  expect(nearestName('serie', ['pieces', 'series', 'serif'])).toBe('series');
});
