import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';
import { editionConflict } from './edition-conflict.ts';
import { findEdition } from './find-edition.ts';

/** A paused mailing goes on, whoever paused it. @throws AppError `not-found`, or `conflict` when it is not paused */
export async function resumeEdition(app: App, key: string): Promise<Edition> {
  const edition = await findEdition(app, key);
  if (await app.store.resumeEdition(edition.id, app.clock.now())) return edition;
  throw await editionConflict(app, edition, 'resume');
}
