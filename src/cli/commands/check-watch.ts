import { dirname } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { changesIn } from '../../workspace/watch.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { type CheckOptions, check } from './check.ts';

/** Clears the screen and puts the cursor at its top (ECMA-48, ED and CUP). */
const CLEAR = '\u001b[2J\u001b[H';

/** Checks now and whenever the calendar or a post is saved, until the process is told to stop. */
export async function watchCheck(environment: Environment, options: CheckOptions): Promise<ExitCode> {
  const { terminal } = environment;
  const { calendarFile, postsFolder } = environment.workspace();
  const stop = environment.stop();
  const changes = await changesIn([dirname(calendarFile), postsFolder], stop);
  do {
    await report(environment, options);
    if (terminal.interactive) terminal.err(terminal.paint('muted', 'watching; Ctrl-C ends it'));
    const { done } = await changes.next();
    if (done === true) return 0;
    if (terminal.interactive) terminal.out(CLEAR);
  } while (!stop.aborted);
  return 0;
}

/** A file that is gone for a moment, as an editor may leave it while saving, does not end the watch. */
async function report(environment: Environment, options: CheckOptions): Promise<void> {
  try {
    await check(environment, options);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    environment.terminal.err(error.message);
  }
}
