import { expect, test } from 'vitest';
import { holdWords, pauseWords, rateWords, troubleWords, utc } from '../../src/app/hold-words.ts';
import type { RelayId, SendHold } from '../../src/domain/deliveries/relay-record.ts';

const until = Date.UTC(2026, 11, 9);
const relay = 'a@b:587' as RelayId;

test.each([
  [
    { kind: 'relay', relay, why: 'daily', limit: 500, until },
    'daily quota of relay 1 (500), next at 2026-12-09 00:00 UTC',
  ],
  [
    { kind: 'relay', relay, why: 'hourly', limit: 50, until: until + 5_000 },
    'hourly quota of relay 1 (50), next at 2026-12-09 00:00:05 UTC',
  ],
  [
    { kind: 'relay', relay, why: 'warm-up', limit: 100, until },
    'warm-up of relay 1 (100 today), next at 2026-12-09 00:00 UTC',
  ],
  [
    { kind: 'relay', relay, why: 'rate', limit: 0.01, until },
    'rate of relay 1 (36/h), next at 2026-12-09 00:00 UTC',
  ],
  [
    { kind: 'domain', domain: 'gmail.com', why: 'rate', limit: 5, until },
    'rate to gmail.com (5/s), next at 2026-12-09 00:00 UTC',
  ],
  [
    { kind: 'domain', domain: 'gmail.com', why: 'connections', limit: 4, until: null },
    'connections to gmail.com (4 at a time)',
  ],
] as const satisfies readonly (readonly [SendHold, string])[])('%j is said as: %s', (hold, words) => {
  expect(holdWords(hold, 'relay 1')).toBe(words);
});

test('a rate is said in the unit in which it is a handy number', () => {
  expect([14, 0.5, 0.01, 100 / 60].map(rateWords)).toEqual(['14/s', '30/min', '36/h', '100/min']);
});

test('a pause says who and why', () => {
  expect(pauseWords({ kind: 'paused', since: until, by: 'author', why: null })).toBe(
    'paused by you at 2026-12-09 00:00 UTC',
  );
  expect(pauseWords({ kind: 'paused', since: until, by: 'breaker', why: '550 5.7.1 no' })).toBe(
    'paused as the mail server refused too much of it at 2026-12-09 00:00 UTC: 550 5.7.1 no',
  );
});

test('trouble says what was heard, and when the server is asked again', () => {
  const trouble = { kind: 'login', detail: '535 no', at: until, until: until + 60_000 } as const;
  expect(troubleWords(trouble, 'it')).toBe(
    'it refuses our user name or password (2026-12-09 00:00 UTC: 535 no); asked again at 2026-12-09 00:01 UTC',
  );
  expect(utc(until + 61_000)).toBe('2026-12-09 00:01:01 UTC');
});
