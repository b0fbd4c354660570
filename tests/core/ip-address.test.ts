import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInside, networkOf, parseIpAddress, parseIpRange } from '../../src/core/ip-address.ts';
import { runs } from '../support/runs.ts';

describe('an IP address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
    ['2001:db8:0:0:0:0:0:1', '2001:db8:0:0:0:0:0:1'],
    ['[2001:db8::1]', '2001:db8:0:0:0:0:0:1'],
    ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:1'],
    ['::', '0:0:0:0:0:0:0:0'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0:0:0:c000:207'],
  ])('%s is %s, however it is spelled', (text, spelled) => {
    expect(parseIpAddress(text)).toBe(spelled);
  });

  it.each([
    '',
    'unknown',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.07',
    '1.2.3.4.5',
    '::1::2',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    '1.2.3.4::',
    'g::1',
    ':::',
  ])('%j is none', (text) => {
    expect(parseIpAddress(text)).toBeNull();
  });

  it('is read where Node reads one, and nowhere else', () => {
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV6().map((address) => address.slice(1)),
      fc.stringMatching(/^[0-9a-f:.]{0,20}$/),
    );
    const property = fc.property(text, (typed) => (parseIpAddress(typed) !== null) === isIP(typed) > 0);
    fc.assert(property, runs(20261208, 500));
  });

  it('is read back as itself', () => {
    const property = fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (typed) => {
      const once = parseIpAddress(typed) ?? '';
      return parseIpAddress(once) === once;
    });
    fc.assert(property, runs(20261208, 300));
  });
});

describe('a range', () => {
  it.each([
    ['10.0.0.0/8', '10.200.3.4', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.1.1.1', true],
    ['::ffff:10.0.0.0/104', '10.1.1.1', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['0.0.0.0/0', '203.0.113.1', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
  ])('%s has %s: %s', (range, address, inside) => {
    const [parsed, one] = [parseIpRange(range), parseIpAddress(address)];
    expect(parsed !== null && one !== null && isInside(one, parsed)).toBe(inside);
  });

  it.each(['', '10.0.0.0/33', '::/129', '10.0.0.0/x', '10.0.0.0/8/8', '::ffff:10.0.0.0/90', 'localhost'])(
    '%j is none',
    (text) => expect(parseIpRange(text)).toBeNull(),
  );

  it.each([
    ['192.0.2.7', undefined, '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2:0:0:0:0/64'],
    ['2001:db8:1:2:3:4:5:6', { four: 24, six: 48 }, '2001:db8:1:0:0:0:0:0/48'],
  ])('is the network of %s', (address, bits, network) => {
    const one = parseIpAddress(address);
    expect(one !== null && networkOf(one, bits)).toBe(network);
  });
});
