import type { EmailAddress } from '../core/email-address.ts';
import { uniqueForm } from '../core/email-address.ts';
import { claimedSubject, makeToken, readToken } from '../core/tokens.ts';
import type { Subscriber, SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { readerIdOf } from './reader-token.ts';

/**
 * The link to a reader's preferences in every edition: the same at every retry, and good for as long as the reader has this address. The token is
 * signed together with the address instead of naming it, which takes one hash for a mail and no look-up.
 */
export function preferencesUrl(app: App, id: SubscriberId, address: EmailAddress): string {
  const token = makeToken(app.keyring, 'preferences', String(id), 0, uniqueForm(address));
  return `${app.config.url}/preferences/${token}`;
}

/** Whose link it is. Null for one we never made, of a reader who was erased, or for an address that the reader has no more. */
export async function readerOfLink(app: App, token: string): Promise<Subscriber | null> {
  const id = readerIdOf(claimedSubject(token) ?? '');
  const reader = id === null ? null : await app.store.subscriberById(id);
  if (reader === null) return null;
  const bound = uniqueForm(reader.address);
  return readToken(app.keyring, 'preferences', token, app.clock.now(), null, bound).ok ? reader : null;
}
