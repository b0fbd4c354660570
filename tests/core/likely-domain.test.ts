import { expect, it } from 'vitest';
import { likelyMeant } from '../../src/core/likely-domain.ts';
import { address } from '../support/stores.ts';

it.each([
  ['Alice@gmial.com', 'Alice@gmail.com'],
  ['alice@Yahoo.con', 'alice@yahoo.com'],
  ['alice@gmail.com', null],
  ['alice@example.org', null],
])('%s was probably meant as %s', (typed, meant) => {
  expect(likelyMeant(address(typed))).toBe(meant);
});
