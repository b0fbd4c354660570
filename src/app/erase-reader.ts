import { parseEmailAddress } from '../core/email-address.ts';
import { AppError } from '../core/errors.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';

/** Forgets a reader's address and name; old ledgers still add up. @throws AppError `invalid`, `not-found` */
export async function eraseReader(app: App, typed: string): Promise<void> {
  const parsed = parseEmailAddress(typed);
  if (!parsed.ok) throw new AppError('invalid', `"${typed}" is not an address: ${parsed.reason}`);
  const reader = await app.store.subscriberByAddress(parsed.address);
  const erased = reader !== null && (await app.store.erase(reader.id, app.clock.now()));
  if (!erased) throw new AppError('not-found', `no reader has the address ${parsed.address}`);
}

/** The same at the reader's own word. Again is fine. */
export async function eraseMyself(app: App, reader: SubscriberId): Promise<void> {
  await app.store.erase(reader, app.clock.now());
}
