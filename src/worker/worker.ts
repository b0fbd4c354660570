import cron from 'node-cron';
import type { App } from '../app/context.ts';
import { nameThisRun } from '../app/run-name.ts';
import { tick } from '../app/tick.ts';
import { compressLoop } from './compress-loop.ts';
import { runErrands } from './errand-loop.ts';
import { logFailure } from './log-failure.ts';
import { sendLoop } from './send-loop.ts';

/**
 * Publishes and sends until the signal ends it: a look at start and every minute after, and beside it the send loop, the deploy command,
 * who is told of changes, and what compresses the site.
 * When it returns, nothing is half done: what was begun is settled. @throws AppError `configuration` when no mail could leave
 */
export async function runWorker(app: App, signal: AbortSignal): Promise<void> {
  // At once, because a key that does not sign or a URL that is none must not wait for the first mail to be noticed.
  await app.relays();
  let looking: Promise<void> = look(app);
  // Every minute in UTC, because a zone with daylight saving would fall silent for an hour; what is due is not cron's affair.
  const task = cron.schedule(
    '* * * * *',
    () => {
      looking = look(app);
      return looking;
    },
    { timezone: 'Etc/UTC', noOverlap: true, name: 'tick' },
  );
  try {
    await looking;
    const holder = nameThisRun();
    await Promise.all([
      sendLoop(app, holder, signal),
      runErrands(app, holder, signal),
      compressLoop(app, signal),
    ]);
  } finally {
    await task.destroy();
    await looking;
  }
}

/** One tick; a failure is logged, and the next minute tries again. */
async function look(app: App): Promise<void> {
  try {
    await tick(app);
  } catch (error) {
    logFailure(app.log, 'this tick failed, the next one tries again', error);
  }
}
