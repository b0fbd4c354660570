import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../src/core/base32.ts';
import { runs } from '../support/runs.ts';

test.each([
  ['', ''],
  ['f', 'my'],
  ['fo', 'mzxq'],
  ['foo', 'mzxw6'],
  ['foob', 'mzxw6yq'],
  ['fooba', 'mzxw6ytb'],
  ['foobar', 'mzxw6ytboi'],
])('%j is %j, as in RFC 4648 section 10', (text, encoded) => {
  expect(toBase32(text)).toBe(encoded);
  expect(fromBase32(encoded)?.toString()).toBe(text);
});

test('any octets come back, whatever case the letters have come to', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (octets) => {
      const text = toBase32(Buffer.from(octets).toString('latin1'));
      expect(text).toMatch(/^[a-z2-7]*$/);
      expect(fromBase32(text)).toEqual(Buffer.from(octets));
      expect(fromBase32(text.toUpperCase())).toEqual(Buffer.from(octets));
    }),
    runs(3201, 300),
  );
});

test.each(['m', 'mz1w6', 'my======', 'mz', 'mzx', 'm y', 'mß'])('%j is none', (text) => {
  expect(fromBase32(text)).toBeNull();
});

test('no two texts mean the same octets', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z2-7]{0,20}$/), (text) => {
      const octets = fromBase32(text);
      if (octets !== null) expect(toBase32(octets.toString('latin1'))).toBe(text);
    }),
    runs(3202, 500),
  );
});
