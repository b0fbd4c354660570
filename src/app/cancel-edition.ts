import { setImmediate } from 'node:timers/promises';
import type { Edition, EditionId } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';
import { editionConflict } from './edition-conflict.ts';
import { findEdition } from './find-edition.ts';

/** Rows settled in one transaction: short enough that neither the event loop nor another writer waits. */
const CHUNK = 2_000;

export interface Cancellation {
  readonly edition: Edition;
  /** How many readers will not get it, as things stand; those it is being handed over for at this moment will. */
  readonly unsent: number;
  readonly sent: number;
}

/** What a cancellation would stop, without doing it. @throws AppError `not-found`, or `conflict` when it is too late */
export async function lookAtCancelling(app: App, key: string): Promise<Cancellation> {
  const edition = await findEdition(app, key);
  switch (edition.state.kind) {
    case 'complete':
    case 'cancelled':
      throw await editionConflict(app, edition, 'cancel');
    case 'pending':
    case 'held':
    case 'opening':
      return { edition, unsent: await mostReaders(app, edition), sent: 0 };
    default: {
      const { queued, deferred, sent } = await app.store.ledger(edition.id);
      return { edition, unsent: queued + deferred, sent };
    }
  }
}

/** The list is not frozen, or not written yet: so many could be on it. */
async function mostReaders(app: App, { id }: Edition): Promise<number> {
  const part = await app.store.seriesSlotOf(id);
  return part === null ? (await app.store.countSubscribers()).active : app.store.countFollowers(part.series);
}

/**
 * Nothing more of a mailing is begun, ever; what waits becomes `skipped` (cancelled). Should the process end half-way, the next tick
 * goes on with it. @throws AppError `not-found`, or `conflict` when it is complete or cancelled
 */
export async function cancelEdition(app: App, key: string): Promise<Edition> {
  const edition = await findEdition(app, key);
  if (!(await app.store.cancelEdition(edition.id, app.clock.now())))
    throw await editionConflict(app, edition, 'cancel');
  await skipAll(app, edition.id);
  return edition;
}

/** Goes on with cancellations that a kill interrupted. */
export async function finishCancelling(app: App): Promise<void> {
  for (const { id, state } of await app.store.editions()) {
    if (state.kind === 'cancelled') await skipAll(app, id);
  }
}

async function skipAll(app: App, id: EditionId): Promise<void> {
  while ((await app.store.skipCancelled(id, CHUNK, app.clock.now())) > 0) await setImmediate();
}
