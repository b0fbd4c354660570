import type { Instant } from './clock.ts';

/** A call that is to come, and can be called off. */
export interface Alarm {
  /** Calls it off; after it rang, nothing happens. */
  cancel(): void;
  /** The process need not stay for it. Only the host's alarms have this: a virtual clock knows of no process. */
  unref?(): void;
}

/** What waits: the host's timers, or those of a rehearsal, on whose clock two years pass in seconds. */
export interface Timers {
  /**
   * Calls `ring` once, so many milliseconds from now. Of several that are due, the one asked for first rings first.
   * @param foreseen for who looks again and again: when the next look will find something, if nobody changes anything meanwhile (null: never).
   * A virtual clock need not ring before that.
   */
  after(milliseconds: number, ring: () => void, foreseen?: Instant | null): Alarm;
}

export const systemTimers: Timers = {
  after: (milliseconds, ring) => {
    const timer = setTimeout(ring, milliseconds);
    return { cancel: () => clearTimeout(timer), unref: () => void timer.unref() };
  },
};

/** Resolves after so many milliseconds, or as soon as the signal aborts, whichever comes first. Never rejects. */
export function sleep(timers: Timers, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = (): void => {
      alarm.cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const alarm = timers.after(milliseconds, end);
    signal?.addEventListener('abort', end);
  });
}
