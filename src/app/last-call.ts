import { SECOND } from '../core/clock.ts';

/** In milliseconds. `docker stop` kills after ten seconds: by then what is known must be written down. */
const LAST_CALL = 8 * SECOND;

/**
 * Runs `work` with a signal of its own, which follows `stop` after a grace: messages in flight are finished, but a mail server that
 * says nothing more does not keep the process from ending.
 */
export async function untilLastCall<Outcome>(
  stop: AbortSignal,
  work: (lastCall: AbortSignal) => Promise<Outcome>,
): Promise<Outcome> {
  const lastCall = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    timer = setTimeout(() => lastCall.abort(), LAST_CALL);
  };
  if (stop.aborted) begin();
  else stop.addEventListener('abort', begin);
  try {
    return await work(lastCall.signal);
  } finally {
    stop.removeEventListener('abort', begin);
    clearTimeout(timer);
  }
}
