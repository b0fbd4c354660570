import { makeAddressToken } from '../core/address-tokens.ts';
import type { Instant } from '../core/clock.ts';
import { type EmailAddress, uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
import type { EditionId } from '../domain/deliveries/delivery.ts';
import { ourAddress } from '../domain/inbound/our-addresses.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import { CONFIRM_LIFETIME } from './confirm.ts';
import type { App } from './context.ts';

type Signing = Pick<App, 'config' | 'keyring'>;

/** In a bounce address, where an edition's id would stand: a mail to one person, as ids begin at 1. */
const NO_EDITION = 0;

/**
 * Where a mail to a reader comes back to when it cannot be delivered (VERP): its token says which edition it was, null for a mail that is none, and
 * whose copy. The same at every retry. Null where no mail comes in.
 */
export function bounceAddress(
  { config, keyring }: Signing,
  edition: EditionId | null,
  reader: SubscriberId,
): EmailAddress | null {
  if (config.inbound === null) return null;
  const token = makeAddressToken(keyring, 'bounce', [edition ?? NO_EDITION, reader]);
  return ourAddress(config.inbound.address, 'bounce', token);
}

/** A mail to it ends a subscription, whatever it says, as the link of `unsubscribeUrl` does; never expires. Null where no mail comes in. */
export function unsubscribeAddress({ config, keyring }: Signing, reader: SubscriberId): EmailAddress | null {
  if (config.inbound === null) return null;
  const token = makeAddressToken(keyring, 'unsubscribe-mail', [reader]);
  return ourAddress(config.inbound.address, 'unsubscribe', token);
}

/**
 * A mail to it confirms, as the button behind `confirmUrl` does, for as long, and for this address alone. `madeAt` is when the mail that asks was
 * written, so that a retry carries the same. Null where no mail comes in.
 */
export function confirmAddress(
  { config, keyring }: Signing,
  reader: SubscriberId,
  address: EmailAddress,
  madeAt: Instant,
): EmailAddress | null {
  if (config.inbound === null) return null;
  const boundTo = keyedHash(keyring, uniqueForm(address));
  const token = makeAddressToken(keyring, 'confirm-mail', [reader], {
    expiresAt: madeAt + CONFIRM_LIFETIME,
    boundTo,
  });
  return ourAddress(config.inbound.address, 'confirm', token);
}
