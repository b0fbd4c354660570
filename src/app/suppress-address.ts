import { type EmailAddress, parseEmailAddress, uniqueForm } from '../core/email-address.ts';
import { AppError } from '../core/errors.ts';
import { keyedHash } from '../core/keyring.ts';
import type { Subscriber, SuppressionReason } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';

/** Nothing is mailed to this address any more. @returns why: an older reason that weighs more stays. @throws AppError `invalid` */
export async function suppressAddress(
  app: App,
  typed: string,
  reason: SuppressionReason,
): Promise<SuppressionReason> {
  const hash = hashOf(app, addressIn(typed));
  await app.store.suppress(hash, reason, app.clock.now());
  return (await app.store.suppressionOf(hash)) ?? reason;
}

export interface Unsuppressed {
  readonly lifted: SuppressionReason;
  /** Whose address it is, or null. */
  readonly reader: Subscriber | null;
}

/** The author lifts it, whatever the reason was. @throws AppError `invalid`, or `not-found` when there is nothing to lift */
export async function unsuppressAddress(app: App, typed: string): Promise<Unsuppressed> {
  const address = addressIn(typed);
  const lifted = await app.store.unsuppress(hashOf(app, address), app.clock.now());
  if (lifted === null) throw new AppError('not-found', `${address} is not suppressed`);
  return { lifted, reader: await app.store.subscriberByAddress(address) };
}

function addressIn(typed: string): EmailAddress {
  const parsed = parseEmailAddress(typed);
  if (parsed.ok) return parsed.address;
  throw new AppError('invalid', `"${typed}" is not an address: ${parsed.reason}`);
}

function hashOf(app: App, address: EmailAddress): string {
  return keyedHash(app.keyring, uniqueForm(address));
}
