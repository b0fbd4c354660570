import { uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
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
  const chosen = await choose(app, edition, reason, await readersNamed(app, names));
  const { sendable, suppressed } = chosen;
  const queued = await app.store.retryFailed(edition.id, { reason, subscribers: sendable }, app.clock.now());
  return { edition, queued, suppressed };
}

/** Who of those named may be mailed; everybody, as null, where nobody has to stay out and nobody was named. */
async function choose(
  app: App,
  edition: Edition,
  reason: FailReason | null,
  named: readonly SubscriberId[] | null,
): Promise<{ readonly sendable: readonly SubscriberId[] | null; readonly suppressed: number }> {
  const wanted = named === null ? null : new Set(named);
  const sendable: SubscriberId[] = [];
  let suppressed = 0;
  for await (const delivery of deliveriesOf(app.store, edition.id, 'failed')) {
    const { subscriber, state } = delivery;
    if (wanted !== null && !wanted.has(subscriber)) continue;
    if (reason !== null && (state.kind !== 'failed' || state.reason !== reason)) continue;
    if (await isSuppressed(app, delivery)) suppressed += 1;
    else sendable.push(subscriber);
  }
  return { sendable: named === null && suppressed === 0 ? null : sendable, suppressed };
}

/** Who was erased has no address any more, and is not mailed either. */
async function isSuppressed(app: App, { address }: Delivery): Promise<boolean> {
  if (address === null) return true;
  return (await app.store.suppressionOf(keyedHash(app.keyring, uniqueForm(address)))) !== null;
}
