import { expect, test } from 'vitest';
import { SECOND, VirtualClock } from '../../../src/core/clock.ts';
import { gateOf } from '../../../src/mail/inbound/listener-gate.ts';
import { LISTENER_LIMITS } from '../../../src/mail/inbound/listener-limits.ts';

const gate = (clock = new VirtualClock(0)) =>
  gateOf({ ...LISTENER_LIMITS, connectionsEach: 2, rate: { count: 2, period: 2 * SECOND } }, clock);

test('one address has a few connections, and another after one of them has ended', () => {
  const { enter } = gate();
  const leave = enter('192.0.2.7');
  expect(enter('192.0.2.7')).not.toBeNull();
  expect(enter('192.0.2.7')).toBeNull();
  expect(enter('192.0.2.8')).not.toBeNull();
  leave?.();
  expect(enter('192.0.2.7')).not.toBeNull();
});

test('hosts of one IPv6 network count as one', () => {
  const { enter } = gate();
  expect([enter('2001:db8::1'), enter('2001:db8::2'), enter('2001:db8::3')].at(-1)).toBeNull();
  expect(enter('2001:db8:0:1::1')).not.toBeNull();
});

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.9'])(
  '%s, on this machine, may have all there are',
  (client) => {
    const { enter } = gate();
    for (let count = 0; count < 20; count += 1) expect(enter(client)).not.toBeNull();
  },
);

test('what a client may ask for comes back with time, and is its own', () => {
  const clock = new VirtualClock(0);
  const { spend } = gate(clock);
  expect([spend('192.0.2.7'), spend('192.0.2.7'), spend('192.0.2.7')]).toEqual([true, true, false]);
  expect(spend('192.0.2.8')).toBe(true);
  clock.advance(SECOND);
  expect([spend('192.0.2.7'), spend('192.0.2.7')]).toEqual([true, false]);
});
