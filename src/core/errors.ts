/** What went wrong, in one word a script or a test can rely on. A closed union: add here, handle everywhere. */
export type ErrorCode =
  | 'invalid' // the user's input is wrong
  | 'not-found' // the thing named does not exist
  | 'conflict' // it exists, but is not in a state that allows this
  | 'refused' // understood, and denied on purpose
  | 'configuration' // an environment variable or the workspace is wrong
  | 'unavailable'; // the world is at fault: disk, port, network, relay

/**
 * A failure that was expected and has words for its reader: what is wrong and, in `help`, what to do about it.
 * Everything else that is thrown is a bug, is logged whole and shown as "internal error".
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly help: string | null;

  constructor(code: ErrorCode, message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.help = options.help ?? null;
  }
}

/** The words of anything thrown, for a log line or a `detail` field. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's code of a failed call (`ENOSPC`, `EADDRINUSE`…), or null when there is none. */
export function systemCodeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** The end of a switch over a union: compiles only while every case above is handled. */
export function never(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
