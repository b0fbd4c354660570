import { setImmediate } from 'node:timers/promises';
import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';

/** How long one transaction should take, in milliseconds: longer, and visitors and other writers would notice. */
const CHUNK_MS = 20;

/** Readers looked at in one transaction: at first, and within which bounds it follows the machine's pace. */
const FIRST_CHUNK = 2_000;
const LEAST_CHUNK = 1_000;
const MOST_CHUNK = 8_000;

/**
 * Writes the frozen audience's deliveries, chunk by chunk, until the edition is open, or the author cancelled it. Resumes where a kill
 * left off. Returns the audience.
 */
export async function openEdition(app: App, edition: Edition): Promise<number> {
  for (let chunk = FIRST_CHUNK; ; ) {
    const begun = app.clock.now();
    const { written, open } = await app.store.openDeliveries(edition.id, chunk, begun);
    if (open || (written === 0 && (await isOver(app, edition)))) break;
    chunk = nextChunk(chunk, app.clock.now() - begun);
    await setImmediate();
  }
  const { audience } = await app.store.ledger(edition.id);
  app.log.info(`opened ${edition.key} for ${audience} readers`);
  return audience;
}

/** How many readers the next transaction looks at, after the last took so many milliseconds. */
export function nextChunk(chunk: number, took: number): number {
  if (took > CHUNK_MS) return Math.max(LEAST_CHUNK, Math.floor(chunk / 2));
  return took < CHUNK_MS / 2 ? Math.min(MOST_CHUNK, chunk * 2) : chunk;
}

async function isOver(app: App, { id }: Edition): Promise<boolean> {
  return (await app.store.editionById(id))?.state.kind !== 'opening';
}
