import type { Instant } from '../core/clock.ts';
import { type EmailAddress, uniqueForm } from '../core/email-address.ts';
import { claimedSubject, makeToken, readToken } from '../core/tokens.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { readerIdOf } from './reader-token.ts';

/** What a link that lives for some days is good for. */
type BoundPurpose = 'confirm' | 'undo' | 'reason';

/**
 * A token for a link that dies with the address it is made for. The address is signed along and not named.
 * @param address null: of a reader who was erased
 */
export function boundToken(
  app: App,
  purpose: BoundPurpose,
  id: SubscriberId,
  address: EmailAddress | null,
  madeAt: Instant,
): string {
  return makeToken(app.keyring, purpose, String(id), madeAt, boundTo(address));
}

export type ReadBoundLink =
  | { readonly ok: true; readonly reader: SubscriberId; readonly madeAt: Instant }
  /** `invalid`: not ours, or made for another address than the reader has now. The two cannot be told apart. */
  | { readonly ok: false; readonly reason: 'expired' | 'invalid' };

/**
 * Whose link it is, by the address that the reader has now.
 * @param lifetime milliseconds it is good for; null: how old it is does not matter
 */
export async function readBoundLink(
  app: App,
  purpose: BoundPurpose,
  token: string,
  lifetime: number | null,
): Promise<ReadBoundLink> {
  const reader = readerIdOf(claimedSubject(token) ?? '');
  if (reader === null) return { ok: false, reason: 'invalid' };
  const address = (await app.store.subscriberById(reader))?.address ?? null;
  const readAs = (bound: string | null) =>
    readToken(app.keyring, purpose, token, app.clock.now(), lifetime, bound);
  const own = readAs(boundTo(address));
  // Links of earlier versions were bound to no address: those that are on their way work until they run out.
  const read = own.ok || own.reason !== 'forged' ? own : readAs(null);
  if (read.ok) return { ok: true, reader, madeAt: read.madeAt };
  return { ok: false, reason: read.reason === 'expired' ? 'expired' : 'invalid' };
}

function boundTo(address: EmailAddress | null): string | null {
  return address === null ? null : uniqueForm(address);
}
