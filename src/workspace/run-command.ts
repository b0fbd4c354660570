import { type ChildProcess, spawn } from 'node:child_process';
import { SECOND } from '../core/clock.ts';
import { systemCodeOf } from '../core/errors.ts';
import type { Alarm, Timers } from '../core/timers.ts';
import { withoutSecrets } from '../core/without-secrets.ts';

/** In milliseconds, for a command that is told to end, and for output that comes after its end. */
const GRACE = 3 * SECOND;

/** In characters; a command that talks without end must not fill the memory. */
const KEPT_OUTPUT = 16 * 1024;
const LAST_LINES = 10;

export interface Command {
  /** For `sh -c`. */
  readonly command: string;
  /** Where it runs. */
  readonly folder: string;
  /** All that it is given. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** In milliseconds; then it is ended, with all that it started. */
  readonly limit: number;
}

export type CommandOutcome =
  | { readonly kind: 'done' }
  /** `why` follows "it"; `lines` are the last it printed, without secrets and control characters. */
  | { readonly kind: 'failed'; readonly why: string; readonly lines: readonly string[] }
  /** By the signal. */
  | { readonly kind: 'stopped' };

/** Runs a shell command of the author's to its end. Never rejects. */
export function runCommand(
  { command, folder, environment, limit }: Command,
  timers: Timers,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  if (signal.aborted) return Promise.resolve({ kind: 'stopped' });
  // A process group of its own: it can be ended whole, and a Ctrl-C in the terminal does not reach it before us.
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: folder,
    env: { ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = outputOf(child);
  return new Promise((resolve) => {
    let ended: 'by itself' | 'too slow' | 'stopped' = 'by itself';
    const alarms: Alarm[] = [];
    const end = (why: 'too slow' | 'stopped'): void => {
      if (ended !== 'by itself') return;
      ended = why;
      signalGroup(child, 'SIGTERM');
      alarms.push(timers.after(GRACE, () => forsake(child)));
    };
    const stop = (): void => end('stopped');
    const settle = (why: string | null): void => {
      for (const alarm of alarms) alarm.cancel();
      signal.removeEventListener('abort', stop);
      if (ended !== 'by itself') signalGroup(child, 'SIGKILL');
      const lines = lastLines(output(), environment);
      if (ended === 'stopped') resolve({ kind: 'stopped' });
      else if (ended === 'too slow') resolve({ kind: 'failed', why: tooSlow(limit), lines });
      else resolve(why === null ? { kind: 'done' } : { kind: 'failed', why, lines });
    };
    alarms.push(timers.after(limit, () => end('too slow')));
    signal.addEventListener('abort', stop);
    child.on('error', (error) => settle(`could not be started: ${systemCodeOf(error) ?? error.message}`));
    // What it left running in the background may hold its output open.
    child.on('exit', () => alarms.push(timers.after(GRACE, () => closeOutput(child))));
    child.on('close', (code, by) => settle(wordsOfEnd(code, by)));
  });
}

/** Collects what is printed, the end of it if it is long. */
function outputOf(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      text = (text + chunk).slice(-KEPT_OUTPUT);
    });
  }
  return () => text;
}

/** The command and all it started, but for what has a process group of its own. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // They have ended, or what is left of them runs under another user.
    if (!['ESRCH', 'EPERM'].includes(systemCodeOf(error) ?? '')) throw error;
  }
}

function forsake(child: ChildProcess): void {
  signalGroup(child, 'SIGKILL');
  closeOutput(child);
}

function closeOutput(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function tooSlow(limit: number): string {
  return `took longer than ${Math.round(limit / SECOND)} seconds and was ended`;
}

function wordsOfEnd(code: number | null, by: NodeJS.Signals | null): string | null {
  if (code === 0) return null;
  return code === null ? `was ended by ${by ?? 'a signal'}` : `ended with exit code ${code}`;
}

function lastLines(output: string, environment: Command['environment']): readonly string[] {
  return withoutSecrets(output, environment)
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\p{Cc}\[[\d;?]*[A-Za-z]/gu, '').replace(/\p{Cc}/gu, ' '))
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-LAST_LINES);
}
