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

test('what could not be had is told to all who wait, and asked for again', async () => {
  answer = async () => Promise.reject(new Error('no route'));
  const both = await Promise.allSettled([certificates('a'), certificates('a')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked).toEqual(['a']);
  answer = async () => 'better now';
  expect(await certificates('a')).toBe('better now');
});

test('eight are asked for in a minute, and not one more', async () => {
  answer = async () => Promise.reject(new Error('no such certificate'));
  for (let number = 0; number < 20; number += 1)
    await expect(certificates(`url ${number}`)).rejects.toThrow();
  expect(asked).toHaveLength(8);
  clock.advance(MINUTE);
  await expect(certificates('url 20')).rejects.toThrow('no such certificate');
});

test('what somebody makes it ask for in vain does not drive out what it knows', async () => {
  await certificates('known');
  answer = async () => Promise.reject(new Error('no such certificate'));
  for (let number = 0; number < 20; number += 1) {
    clock.advance(MINUTE);
    await expect(certificates(`url ${number}`)).rejects.toThrow();
  }
  expect(await certificates('known')).toBe('certificate of known');
});

test('it remembers a few', async () => {
  for (let number = 0; number < 9; number += 1) {
    clock.advance(MINUTE);
    await certificates(`url ${number}`);
  }
  await certificates('url 8');
  expect(asked).toHaveLength(9);
  await certificates('url 0');
  expect(asked).toHaveLength(10);
});
