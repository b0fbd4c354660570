import { uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/tokens.ts';
import type { Delivery, Edition, FailReason } from '../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { deliveriesOf } from './deliveries-of.ts';
import { editionConflict } from './edition-conflict.ts';
import { findEdition } from './find-edition.ts';
import { readersNamed } from './readers-named.ts';

export interface Retried {
  readonly edition: Edition;
  /** How many wait to be sent again. */
  readonly queued: number;
  /** How many stay failed all the same, as their address must not be mailed. */
  readonly suppressed: number;
}

/**
 * Failed deliveries wait again, with a whole day of attempts before them: all, or those that failed for this reason, or of these readers.
 * Addresses that are suppressed stay out. @throws AppError `not-found`, or `conflict` when the mailing was cancelled
 */
export async function retryFailed(
  app: App,
  key: string,
  names: readonly string[],
  reason: FailReason | null,
): Promise<Retried> {
  const edition = await findEdition(app, key);
  if (edition.state.kind === 'cancelled') throw await editionConflict(app, edition, 'retry');
  const subscribers = await readersNamed(app, names);
  const suppressed = await countSuppressed(app, edition, reason, subscribers);
  const queued = await app.store.retryFailed(edition.id, { reason, subscribers }, app.clock.now());
  return { edition, queued, suppressed };
}

async function countSuppressed(
  app: App,
  edition: Edition,
  reason: FailReason | null,
  subscribers: readonly SubscriberId[] | null,
): Promise<number> {
  const chosen = subscribers === null ? null : new Set(subscribers);
  let count = 0;
  for await (const delivery of deliveriesOf(app.store, edition.id, 'failed')) {
    if (chosen !== null && !chosen.has(delivery.subscriber)) continue;
    if (reason !== null && (delivery.state.kind !== 'failed' || delivery.state.reason !== reason)) continue;
    if (await isSuppressed(app, delivery)) count += 1;
  }
  return count;
}

/** Who was erased has no address any more, and is not mailed either. */
async function isSuppressed(app: App, { address }: Delivery): Promise<boolean> {
  if (address === null) return true;
  return (await app.store.suppressionOf(keyedHash(app.keyring, uniqueForm(address)))) !== null;
}
