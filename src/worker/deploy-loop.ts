import type { App } from '../app/context.ts';
import { deploySite } from '../app/deploy-site.ts';
import { MINUTE, SECOND } from '../core/clock.ts';
import { sleep } from '../core/timers.ts';
import { logFailure } from './log-failure.ts';

/** Between two looks at whether the site has changed. */
const PAUSE = 5 * SECOND;
/** After something broke. */
const FAULT_PAUSE = MINUTE;

/**
 * Carries the site to another host whenever it has changed, beside the sending, which never waits for it. Of several workers, the one
 * that sends does it. Ends with the signal; a command that runs then is ended, and owed to the next worker.
 */
export async function deployLoop(app: App, holder: string, signal: AbortSignal): Promise<void> {
  if (app.deploy === null) return;
  let anew = true;
  while (!signal.aborted) {
    let pause = PAUSE;
    try {
      const holds = (await app.store.leaseHolder(app.clock.now()))?.holder === holder;
      if (holds) await deploySite(app, { anew, signal });
      anew = !holds;
    } catch (error) {
      logFailure(app.log, 'the site could not be deployed, it is tried again in a minute', error);
      pause = FAULT_PAUSE;
    }
    await sleep(app.timers, pause, signal);
  }
}
