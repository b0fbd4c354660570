/** Where a process says what it does. Addresses are redacted by the caller (`redactAddress`), secrets never get here. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** A failure nobody expected: with its cause and stack. */
  error(message: string, error: unknown): void;
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
