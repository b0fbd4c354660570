import { expect, test } from 'vitest';
import { Bell } from '../../../src/app/sending/bell.ts';
import type { Timers } from '../../../src/core/timers.ts';

/** Timers that ring when they are told to, all that were asked for so far. */
function handTimers() {
  const bells = new Map<() => void, number>();
  const timers: Timers = {
    after: (milliseconds, ring) => {
      bells.set(ring, milliseconds);
      return { cancel: () => void bells.delete(ring) };
    },
  };
  const ring = (milliseconds: number): void => {
    for (const [bell, due] of [...bells]) if (due <= milliseconds && bells.delete(bell)) bell();
  };
  return { timers, ring, pending: () => bells.size };
}

test('a wait ends by itself, and says that nobody rang', async () => {
  const { timers, ring } = handTimers();
  const waited = new Bell(timers).wait(500);
  ring(500);
  expect(await waited).toBe(false);
});

test('ringing ends the wait at once, and leaves no timer behind', async () => {
  const { timers, pending } = handTimers();
  const bell = new Bell(timers);
  const waited = bell.wait(500);
  bell.ring();
  expect(await waited).toBe(true);
  expect(pending()).toBe(0);
});

test('who rings before anybody waits is heard all the same, once', async () => {
  const { timers, ring } = handTimers();
  const bell = new Bell(timers);
  bell.ring();
  expect(await bell.wait(500)).toBe(true);
  const again = bell.wait(500);
  ring(500);
  expect(await again).toBe(false);
});

test('answers that come close together ring once', async () => {
  const { timers, ring, pending } = handTimers();
  const bell = new Bell(timers);
  const waited = bell.wait(500);
  bell.ringSoon();
  bell.ringSoon();
  expect(pending()).toBe(2); // the wait, and one group
  ring(10);
  expect(await waited).toBe(true);
  expect(pending()).toBe(0);
});
