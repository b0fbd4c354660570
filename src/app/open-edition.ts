import { setImmediate } from 'node:timers/promises';
import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';

/** Rows written in one transaction: short enough that neither the event loop nor another writer waits. */
const CHUNK = 2_000;

/**
 * Writes the frozen audience's deliveries, chunk by chunk, until the edition is open, or the author cancelled it. Resumes where a kill
 * left off. Returns the audience.
 */
export async function openEdition(app: App, edition: Edition): Promise<number> {
  for (;;) {
    const { written, open } = await app.store.openDeliveries(edition.id, CHUNK, app.clock.now());
    if (open || (written === 0 && (await isOver(app, edition)))) break;
    await setImmediate();
  }
  const { audience } = await app.store.ledger(edition.id);
  app.log.info(`opened ${edition.key} for ${audience} readers`);
  return audience;
}

async function isOver(app: App, { id }: Edition): Promise<boolean> {
  return (await app.store.editionById(id))?.state.kind !== 'opening';
}
