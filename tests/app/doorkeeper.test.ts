import { expect, it } from 'vitest';
import { openDoorkeeper } from '../../src/app/doorkeeper.ts';
import { HOUR } from '../../src/core/clock.ts';
import { parseIpAddress } from '../../src/core/ip-address.ts';

const rate = (count: number) => ({ count, period: HOUR });
const LIMITS = { client: rate(4), network: rate(8), all: rate(100), unconfirmed: 100 };

const from = (text: string | null, signed = true) => ({
  ip: text === null ? null : parseIpAddress(text),
  signed,
});

it('holds one client to its limit, and its neighbours to theirs together', () => {
  const door = openDoorkeeper(LIMITS);
  const ask = (ip: string) => door.admit(from(ip), 0).kind;
  expect([1, 2, 3, 4, 5].map(() => ask('192.0.2.1'))).toEqual([...Array(4).fill('admitted'), 'too-many']);
  expect([2, 3, 4, 5, 6].map((host) => ask(`192.0.2.${host}`))).toEqual([
    ...Array(4).fill('admitted'),
    'too-many',
  ]);
  expect(ask('192.0.3.1')).toBe('admitted');
});

it('takes the /64 of an IPv6 address for one network', () => {
  const door = openDoorkeeper(LIMITS);
  const kinds = Array.from({ length: 9 }, (_, host) => door.admit(from(`2001:db8::${host + 1}`), 0).kind);
  expect(kinds).toEqual([...Array(8).fill('admitted'), 'too-many']);
  expect(door.admit(from('2001:db8:0:1::1'), 0).kind).toBe('admitted');
});

it('is not spent by what it refuses', () => {
  const door = openDoorkeeper(LIMITS);
  for (let one = 0; one < 1_000; one += 1) door.admit(from('192.0.2.1'), 0);
  const others = Array.from({ length: 96 }, (_, host) => door.admit(from(`198.51.${host}.1`), 0).kind);
  expect(new Set(others)).toEqual(new Set(['admitted']));
});

it('holds everybody to one limit together, from however many addresses, known or not', () => {
  const door = openDoorkeeper(LIMITS);
  const kinds = Array.from(
    { length: 50_000 },
    (_, host) => door.admit(from(`10.${host >> 16}.${(host >> 8) & 255}.${host & 255}`), 0).kind,
  );
  expect(kinds.filter((kind) => kind === 'admitted')).toHaveLength(100);
  expect(door.admit(from(null), 0)).toEqual({ kind: 'too-many', wait: HOUR / 100 });
});
