import { beforeEach, expect, test } from 'vitest';
import { openSnsCertificates, type SnsCertificates } from '../../src/app/sns-certificates.ts';
import { DAY, MINUTE, VirtualClock } from '../../src/core/clock.ts';
import { T0 } from '../support/stores.ts';

let clock: VirtualClock;
let asked: string[];
let answer: (url: string) => Promise<string>;
let certificates: SnsCertificates;
beforeEach(() => {
  clock = new VirtualClock(T0);
  asked = [];
  answer = async (url) => `certificate of ${url}`;
  certificates = openSnsCertificates((url) => {
    asked.push(url);
    return answer(url);
  }, clock);
});

test('a certificate is fetched once a day, however many ask at once', async () => {
  const texts = await Promise.all([certificates('a'), certificates('a'), certificates('a')]);
  expect(new Set(texts)).toEqual(new Set(['certificate of a']));
  clock.advance(DAY - 1);
  await certificates('a');
  expect(asked).toEqual(['a']);
  clock.advance(1);
  await certificates('a');
  expect(asked).toEqual(['a', 'a']);
});

test('what could not be had is told to all who wait, and asked for again after a minute', async () => {
  answer = async () => Promise.reject(new Error('no route'));
  for (let turn = 0; turn < 3; turn += 1) await expect(certificates('a')).rejects.toThrow('no route');
  expect(asked).toEqual(['a']);
  clock.advance(MINUTE);
  answer = async () => 'better now';
  expect(await certificates('a')).toBe('better now');
});

test('it remembers a few, whatever it is asked for', async () => {
  for (let number = 0; number < 20; number += 1) await certificates(`url ${number}`);
  expect(asked).toHaveLength(20);
  await certificates('url 19');
  expect(asked).toHaveLength(20);
  await certificates('url 0');
  expect(asked).toHaveLength(21);
});
