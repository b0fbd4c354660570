import { SECOND } from '../../core/clock.ts';
import type { Timers } from '../../core/timers.ts';
import { WireError, wireFault } from './wire-fault.ts';

export interface Limit {
  readonly timers: Timers;
  /** In milliseconds. */
  readonly limit: number;
  /** Ends what was begun, now and for as long as it lives. */
  readonly signal: AbortSignal;
  /** For the words of the fault, e.g. `no connection to mail.example:25`. */
  readonly what: string;
}

/** Begins something, and ends it when it is not there in time. Rejects with a `WireError` then, and else as it does. */
export function within<Begun>(
  { timers, limit, signal, what }: Limit,
  begin: (signal: AbortSignal) => Promise<Begun>,
): Promise<Begun> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  return new Promise((resolve, reject) => {
    const late = (): void => {
      const detail = `${what}: no answer within ${limit / SECOND} s`;
      reject(new WireError(wireFault('connection', detail, 'TIMEOUT')));
      end();
    };
    const alarm = timers.after(limit, late);
    begin(ending.signal)
      .finally(() => alarm.cancel())
      .then(resolve, reject);
  });
}
