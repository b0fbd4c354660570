import { SECOND } from '../../core/clock.ts';
import type { Alarm, Timers } from '../../core/timers.ts';

/** In milliseconds. `docker stop` kills after ten seconds: by then what is known must be written down. */
const LAST_CALL = 8 * SECOND;

/**
 * Runs `work` with a signal of its own, which follows `stop` after a grace: messages in flight are finished, but a mail server that
 * says nothing more does not keep the process from ending.
 */
export async function untilLastCall<Outcome>(
  timers: Timers,
  stop: AbortSignal,
  work: (lastCall: AbortSignal) => Promise<Outcome>,
): Promise<Outcome> {
  const lastCall = new AbortController();
  let alarm: Alarm | null = null;
  const begin = (): void => {
    alarm = timers.after(LAST_CALL, () => lastCall.abort());
  };
  if (stop.aborted) begin();
  else stop.addEventListener('abort', begin);
  try {
    return await work(lastCall.signal);
  } finally {
    stop.removeEventListener('abort', begin);
    (alarm as Alarm | null)?.cancel();
  }
}
