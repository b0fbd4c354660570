import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';
import { editionConflict } from './edition-conflict.ts';
import { findEdition } from './find-edition.ts';

/**
 * Nothing more of a mailing is begun, at once, until the author says so; what is under way is settled.
 * @throws AppError `not-found`, or `conflict` when it is not on its way
 */
export async function pauseEdition(app: App, key: string): Promise<Edition> {
  const edition = await findEdition(app, key);
  if (await app.store.pauseEdition(edition.id, 'author', null, app.clock.now())) return edition;
  throw await editionConflict(app, edition, 'pause');
}
