import { expect, test } from 'vitest';
import { progressOf, type Sample, sampleOf, withSample } from '../../../src/domain/deliveries/progress.ts';

const at = (seconds: number, settled: number, audience = 100): Sample => ({
  at: seconds * 1000,
  settled,
  audience,
});

test('rate and time left come from the last half minute', () => {
  const samples = [at(0, 0), at(100, 10), at(110, 30), at(120, 50)].reduce(
    withSample,
    [] as readonly Sample[],
  );
  expect(samples).toHaveLength(3);
  expect(progressOf(samples)).toEqual({
    share: 0.5,
    settled: 50,
    audience: 100,
    perSecond: 2,
    left: 25_000,
  });
});

test('one moment, or one in which nothing was settled, gives no rate', () => {
  expect(progressOf([])).toBeNull();
  expect(progressOf([at(0, 40)])).toMatchObject({ share: 0.4, perSecond: null, left: null });
  expect(progressOf([at(0, 40), at(5, 40)])).toMatchObject({ perSecond: null, left: null });
  // A retry makes it go backwards.
  expect(progressOf([at(0, 40), at(5, 30)])).toMatchObject({ perSecond: null, left: null });
});

test('what is settled leaves nothing to wait for', () => {
  expect(progressOf([at(0, 0, 0)])).toMatchObject({ share: 1, left: 0 });
  expect(progressOf([at(0, 100)])).toMatchObject({ share: 1, left: 0 });
});

test('a clock that goes back forgets what lies ahead', () => {
  expect(withSample([at(100, 10)], at(50, 20))).toEqual([at(50, 20)]);
});

test('what is uncertain, failed or skipped needs nothing more; what waits does', () => {
  const sum = {
    audience: 28,
    queued: 1,
    sending: 2,
    deferred: 3,
    sent: 4,
    failed: 5,
    skipped: 6,
    uncertain: 7,
  };
  expect(sampleOf(sum, 5)).toEqual({ at: 5, audience: 28, settled: 22 });
});
