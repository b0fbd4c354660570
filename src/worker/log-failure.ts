import { AppError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** Logs what went wrong, after `words`: an expected failure in its own words and with what to do, anything else whole. */
export function logFailure(log: Log, words: string, error: unknown): void {
  if (error instanceof AppError)
    log.warn(`${words}: ${error.message}${error.help === null ? '' : ` (${error.help})`}`);
  else log.error(words, error);
}
