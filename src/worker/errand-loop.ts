import type { App } from '../app/context.ts';
import { deployErrand } from '../app/deploy-site.ts';
import { indexNowErrand } from '../app/index-now.ts';
import { hubErrand } from '../app/ping-hub.ts';
import { type Errand, runErrand } from '../app/run-errand.ts';
import { MINUTE, SECOND } from '../core/clock.ts';
import { sleep } from '../core/timers.ts';
import { logFailure } from './log-failure.ts';

/** Between two looks at whether the site has changed. */
const PAUSE = 5 * SECOND;
/** After something broke. */
const FAULT_PAUSE = MINUTE;

/** Carries the site to another host, and tells others of it: each by itself, so that none waits for another that hangs. */
export async function runErrands(app: App, holder: string, signal: AbortSignal): Promise<void> {
  const errands = [deployErrand(app), hubErrand(app), indexNowErrand(app)];
  await Promise.all(
    errands.map((errand) => (errand === null ? null : errandLoop(app, errand, holder, signal))),
  );
}

/**
 * Runs an errand whenever the site has changed, beside the sending, which never waits for it. Of several workers, the one
 * that sends does it. Ends with the signal; what runs then is ended, and owed to the next worker.
 */
async function errandLoop(app: App, errand: Errand, holder: string, signal: AbortSignal): Promise<void> {
  let anew = true;
  while (!signal.aborted) {
    let pause = PAUSE;
    try {
      const holds = (await app.store.leaseHolder(app.clock.now()))?.holder === holder;
      if (holds) await runErrand(app, errand, { anew, signal });
      anew = !holds;
    } catch (error) {
      logFailure(app.log, `${errand.words.who} had no luck, it is tried again in a minute`, error);
      pause = FAULT_PAUSE;
    }
    await sleep(app.timers, pause, signal);
  }
}
