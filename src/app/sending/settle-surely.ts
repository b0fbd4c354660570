import { SECOND } from '../../core/clock.ts';
import { sleep } from '../../core/timers.ts';
import type { App } from '../context.ts';

/**
 * Writes outcomes down, trying again while the disk is full or the database busy: what the relay said must not be lost. Gives up only
 * when the process ends; then the rows are still `sending` and become `uncertain`, which is the truth.
 */
export async function settleSurely<Outcome>(
  app: App,
  stop: AbortSignal,
  settle: () => Promise<Outcome>,
): Promise<Outcome> {
  for (;;) {
    try {
      return await settle();
    } catch (error) {
      if (stop.aborted) throw error;
      app.log.error('what the relay answered could not be recorded; trying again', error);
      await sleep(app.timers, SECOND, stop); // aborted: one last try, at once
    }
  }
}
