import type { Terminal } from './cli/terminal.ts';
import { systemClock } from './core/clock.ts';
import type { Log } from './core/log.ts';

/** One line an event, to standard error: results and log never mix. */
export function terminalLog(terminal: Terminal): Log {
  const line = (words: string): void => {
    const time = new Date(systemClock.now()).toISOString().slice(0, 19).replace('T', ' ');
    terminal.err(`${terminal.paint('muted', time)}  ${words}`);
  };
  return {
    info: (message) => line(message),
    warn: (message) => line(`${terminal.paint('warn', 'warning')}: ${message}`),
    error: (message, error) => {
      line(`${terminal.paint('bad', 'error')}: ${message}`);
      terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
  };
}
