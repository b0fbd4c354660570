import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';
import { editionConflict } from './edition-conflict.ts';
import { findEdition } from './find-edition.ts';
import { readersNamed } from './readers-named.ts';

/** The author's word on what nobody can know: it arrived, or it shall be sent once more (with the same Message-ID). */
export type UncertainWord = 'sent' | 'resend';

export interface Resolved {
  readonly edition: Edition;
  readonly resolved: number;
}

/**
 * Settles uncertain deliveries by the author's word: all, or those of these readers. @throws AppError `not-found`, or `conflict`
 * when something of a cancelled mailing should be sent once more
 */
export async function resolveUncertain(
  app: App,
  key: string,
  how: UncertainWord,
  names: readonly string[],
): Promise<Resolved> {
  const edition = await findEdition(app, key);
  if (how === 'resend' && edition.state.kind === 'cancelled')
    throw await editionConflict(app, edition, 'resolve');
  const subscribers = await readersNamed(app, names);
  const resolution = { how, by: 'author', detail: null, subscribers } as const;
  const resolved = await app.store.resolveUncertain(edition.id, resolution, app.clock.now());
  return { edition, resolved };
}
