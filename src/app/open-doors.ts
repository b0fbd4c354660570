import { isShut, type SignUpPause, type SignUpTrend } from '../domain/readers/guards/spike.ts';
import type { App } from './context.ts';

export interface DoorsStanding {
  /** The pause in force; null while the doors are open. */
  readonly pause: SignUpPause | null;
  readonly trend: SignUpTrend;
}

/** Whether sign-ups are taken, and how many wait for a confirmation. */
export async function doorsStanding(app: App): Promise<DoorsStanding> {
  const now = app.clock.now();
  const pause = await app.store.signUpPause();
  const trend = await app.store.signUpTrend(app.config.signUpLimits.unconfirmed, now);
  return { pause: isShut(pause, now) ? pause : null, trend };
}

/** Ends a pause by the author's word. False when there is none. */
export async function openDoors(app: App): Promise<boolean> {
  return app.store.openDoors(app.clock.now());
}
