import { expect, test } from 'vitest';
import { sleep, type Timers } from '../../src/core/timers.ts';

/** Timers that ring when they are told to. */
function handTimers(): {
  readonly timers: Timers;
  readonly ring: () => void;
  readonly pending: () => number;
} {
  const bells = new Set<() => void>();
  const timers: Timers = {
    after: (_, ring) => {
      bells.add(ring);
      return { cancel: () => void bells.delete(ring) };
    },
  };
  return { timers, ring: () => [...bells].forEach((bell) => void bell()), pending: () => bells.size };
}

test('a sleep ends when its time is over', async () => {
  const { timers, ring, pending } = handTimers();
  const slept = sleep(timers, 1_000);
  ring();
  await slept;
  expect(pending()).toBe(0);
});

test('a sleep ends early with its signal, and leaves no timer behind', async () => {
  const { timers, pending } = handTimers();
  const stop = new AbortController();
  const slept = sleep(timers, 1_000, stop.signal);
  stop.abort();
  await slept;
  expect(pending()).toBe(0);
});

test('with a signal that has aborted there is no sleep at all', async () => {
  const { timers, pending } = handTimers();
  await sleep(timers, 1_000, AbortSignal.abort());
  expect(pending()).toBe(0);
});
