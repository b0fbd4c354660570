import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodingsFor } from '../../src/web/accept-encoding.ts';
import { rangeIn } from '../../src/web/byte-range.ts';

test.each([
  [undefined, []],
  ['', []],
  ['gzip, deflate, br, zstd', ['br', 'gzip']],
  ['gzip', ['gzip']],
  ['x-gzip', ['gzip']],
  ['GZIP;Q=0.5, Br;q=0.4', ['gzip', 'br']],
  ['br;q=0, *', ['gzip']],
  ['*;q=0', []],
  ['*', ['br', 'gzip']],
  ['identity;q=0', []],
  ['identity;q=0, gzip;q=0.001', ['gzip']],
  ['identity, gzip;q=0.5', []],
  ['identity;q=0.5, br;q=0.5', ['br']],
  ['br;q=2, gzip;q=1.000', ['gzip']],
  ['deflate', []],
] as const)('a client that says %j gets %j', (header, encodings) => {
  expect(encodingsFor(header)).toEqual(encodings);
});

test('whatever a client says, what it refuses is not among them', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'brgzip*identity;,q=01. ') }), (header) => {
      const taken = encodingsFor(`${header},br;q=0`);
      expect(taken).not.toContain('br');
    }),
  );
});

test.each([
  [undefined, null],
  ['bytes=0-3', { first: 0, last: 3 }],
  ['bytes=4-', { first: 4, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-30', { first: 0, last: 9 }],
  ['bytes=8-200', { first: 8, last: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', null],
  ['bytes=0-1,3-4', null],
  ['lines=1-2', null],
  ['bytes=-', null],
] as const)('of ten octets, %j is %j', (header, range) => {
  expect(rangeIn(header, 10)).toEqual(range);
});
