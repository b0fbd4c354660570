import { expect, test } from 'vitest';
import { readConfig } from '../../src/app/config.ts';

const config = (environment: Readonly<Record<string, string>>) => readConfig(environment, '/tmp');

test('nobody is told anything unless it is said who', () => {
  expect(config({}).telling).toEqual({ hub: null, indexNow: null });
});

test('a hub is an address, and a key brings the address that all engines share', () => {
  expect(
    config({ FORTNIGHT_WEBSUB_HUB: 'https://hub.example', FORTNIGHT_INDEXNOW_KEY: 'abcd-1234' }).telling,
  ).toEqual({
    hub: 'https://hub.example/',
    indexNow: { key: 'abcd-1234', url: 'https://api.indexnow.org/indexnow' },
  });
});

test.each([
  [{ FORTNIGHT_WEBSUB_HUB: 'hub.example' }, 'FORTNIGHT_WEBSUB_HUB is "hub.example"'],
  [{ FORTNIGHT_WEBSUB_HUB: 'ftp://hub.example/' }, 'FORTNIGHT_WEBSUB_HUB is'],
  [{ FORTNIGHT_INDEXNOW_KEY: 'short' }, 'allowed are 8 to 128 letters, digits and hyphens'],
  [{ FORTNIGHT_INDEXNOW_KEY: '../../etc/passwd' }, 'FORTNIGHT_INDEXNOW_KEY is'],
  [{ FORTNIGHT_INDEXNOW_URL: 'https://engine.example/' }, 'FORTNIGHT_INDEXNOW_KEY is not'],
] as const)('refuses %j', (environment, words) => {
  expect(() => config(environment)).toThrow(words);
});
