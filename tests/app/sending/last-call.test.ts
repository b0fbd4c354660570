import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { untilLastCall } from '../../../src/app/sending/last-call.ts';
import { systemTimers } from '../../../src/core/timers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('leaves what is in flight its grace after the stop, and no more', async () => {
  const stop = new AbortController();
  const ended = untilLastCall(systemTimers, stop.signal, whenAborted);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(vi.getTimerCount()).toBe(0);
  stop.abort();
  await vi.advanceTimersByTimeAsync(7_999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await ended).toBe('ended early');
});

it('gives the same grace to what begins after the stop', async () => {
  const ended = untilLastCall(systemTimers, AbortSignal.abort(), whenAborted);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(await ended).toBe('ended early');
});

it('keeps no timer and no listener once the work is done, or has failed', async () => {
  const stop = new AbortController();
  expect(await untilLastCall(systemTimers, stop.signal, async () => 'done')).toBe('done');
  await expect(
    untilLastCall(systemTimers, stop.signal, () => Promise.reject(new Error('broken'))),
  ).rejects.toThrow('broken');
  stop.abort();
  expect(vi.getTimerCount()).toBe(0);
});

function whenAborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('ended early')));
}
