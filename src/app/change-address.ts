import { type EmailAddress, parseEmailAddress, uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
import { claimedSubject, makeToken, readToken } from '../core/tokens.ts';
import { ADDRESS_LINK_LIFETIME } from '../domain/readers/address-change.ts';
import type { Subscriber, SubscriberId } from '../domain/readers/subscriber.ts';
import type { NewAddress } from '../store/preference-store.ts';
import type { App } from './context.ts';
import { readerIdOf } from './reader-token.ts';

/** The link in the mail to a new address. `madeAt` is when the mail was written, so that a retry carries the same link. */
export function newAddressUrl(app: App, id: SubscriberId, addressHash: string, madeAt: number): string {
  return `${app.config.url}/address/${makeToken(app.keyring, 'new-address', String(id), madeAt, addressHash)}`;
}

/**
 * A reader types where their mail should go instead, and that address is asked by mail. The answer says nothing about the address, also when it is
 * another reader's or must not be mailed: then nothing happens.
 */
export async function askForAddress(
  app: App,
  reader: Subscriber,
  typed: string,
): Promise<{ readonly badAddress: string | null }> {
  const parsed = parseEmailAddress(typed);
  if (!parsed.ok) return { badAddress: parsed.reason };
  await app.store.askForAddress(reader.id, hashed(app, parsed.address), app.clock.now());
  return { badAddress: null };
}

/** What a link in the mail to a new address is worth. */
export interface AddressLink extends NewAddress {
  /** `done`: it was pressed before, and the reader has this address. */
  readonly kind: 'good' | 'done';
  readonly reader: SubscriberId;
}

/** What a link would do, without using it: this is all a GET may do. Null when it is, or has become, good for nothing. */
export async function lookAtAddressLink(app: App, token: string): Promise<AddressLink | null> {
  const id = readerIdOf(claimedSubject(token) ?? '');
  const reader = id === null ? null : await app.store.subscriberById(id);
  if (reader === null) return null;
  const isFor = ({ addressHash }: NewAddress): boolean => {
    const now = app.clock.now();
    return readToken(app.keyring, 'new-address', token, now, ADDRESS_LINK_LIFETIME, addressHash).ok;
  };
  const wanted = await app.store.wantedAddress(reader.id);
  if (wanted !== null && isFor(wanted)) return { kind: 'good', reader: reader.id, ...wanted };
  const own = hashed(app, reader.address);
  return isFor(own) ? { kind: 'done', reader: reader.id, ...own } : null;
}

/** The owner of the new address pressed the button. Twice is fine. Null when the link is void, or the address has become somebody's. */
export async function changeAddress(app: App, token: string): Promise<AddressLink | null> {
  const link = await lookAtAddressLink(app, token);
  if (link === null || link.kind === 'done') return link;
  const changed = await app.store.changeAddress(link.reader, link.addressHash, app.clock.now());
  return changed ? { ...link, kind: 'done' } : null;
}

function hashed(app: App, address: EmailAddress): NewAddress {
  return { address, addressHash: keyedHash(app.keyring, uniqueForm(address)) };
}
