import { AppError } from '../core/errors.ts';
import { nearestName } from '../core/nearest-name.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';

/** Finds an edition by its key, or a regular one by its topic. @throws AppError `not-found`, with the nearest name when one is near */
export async function findEdition(app: App, key: string): Promise<Edition> {
  const edition = (await app.store.editionByKey(key)) ?? (await app.store.editionByKey(`regular:${key}`));
  if (edition !== null) return edition;
  const keys = (await app.store.editions()).map((candidate) => candidate.key);
  const topics = keys.flatMap((known) =>
    known.startsWith('regular:') ? known.slice('regular:'.length) : [],
  );
  const near = nearestName(key, key.includes(':') ? keys : [...topics, ...keys]);
  const help = near === null ? '`fortnight ledger` lists the editions' : `did you mean ${near}?`;
  throw new AppError('not-found', `there is no edition "${key}"`, { help });
}
