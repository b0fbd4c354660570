import type { App } from '../app/context.ts';
import { siteMadeFrom } from '../app/site-note.ts';
import { MINUTE, SECOND } from '../core/clock.ts';
import { sleep } from '../core/timers.ts';
import { precompress } from '../site/precompress.ts';
import { logFailure } from './log-failure.ts';

/** Between two looks at whether the site has changed. */
const PAUSE = 2 * SECOND;
/** After something broke. */
const FAULT_PAUSE = MINUTE;

/**
 * Puts compressed files beside those of the site whenever it has changed, whoever changed it. Nothing waits for it: until they are there, readers get the files as they are. Ends
 * with the signal.
 */
export async function compressLoop(app: App, signal: AbortSignal): Promise<void> {
  const { data, siteFolder } = app.workspace;
  let done: string | null = null;
  while (!signal.aborted) {
    let pause = PAUSE;
    try {
      const made = await siteMadeFrom(data);
      if (made !== null && made !== done) {
        await precompress(siteFolder, { signal });
        done = made;
      }
    } catch (error) {
      logFailure(app.log, 'the site could not be compressed, it is tried again in a minute', error);
      pause = FAULT_PAUSE;
    }
    await sleep(app.timers, pause, signal);
  }
}
