import type { Delivery, EditionId } from '../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import { readMessageId } from '../mail/compose/message-id.ts';
import type { App } from './context.ts';

/** What a Message-ID seen somewhere outside says about a delivery. */
export type Evidence =
  /** Not made by us, or of a mail that belongs to no edition. */
  | { readonly kind: 'none' }
  /** It was uncertain, and is `sent` now. */
  | { readonly kind: 'settled'; readonly delivery: Delivery }
  /** There was nothing to settle. */
  | { readonly kind: 'certain'; readonly delivery: Delivery };

/** Whose copy of which edition it is. */
export interface EditionCopy {
  readonly edition: EditionId;
  readonly subscriber: SubscriberId;
}

/**
 * A message of ours was seen beyond the relay (a mail server's log, a bounce, a reply, a provider's report): if its delivery was
 * uncertain, it is `sent`. Its MAC proves it to be ours. `detail` says where it was seen, and is kept: no address in it.
 */
export async function settleByEvidence(app: App, messageId: string, detail: string): Promise<Evidence> {
  const copy = copyOf(app, messageId);
  const delivery = copy === null ? null : await app.store.deliveryTo(copy.edition, copy.subscriber);
  if (delivery === null) return { kind: 'none' };
  // Read first: a log names a whole list, of which few are uncertain, and reading costs no write.
  if (delivery.state.kind !== 'uncertain') return { kind: 'certain', delivery };
  const subscribers = [delivery.subscriber];
  const resolution = { how: 'sent', by: 'evidence', detail, subscribers } as const;
  const settled = await app.store.resolveUncertain(delivery.edition, resolution, app.clock.now());
  if (settled > 0) return { kind: 'settled', delivery };
  // A late answer, or the author, was first.
  const now = await app.store.deliveryTo(delivery.edition, delivery.subscriber);
  return { kind: 'certain', delivery: now ?? delivery };
}

/** What a Message-ID of an edition says; null for any other, and for one that was tampered with. */
export function copyOf(app: App, messageId: string): EditionCopy | null {
  const [kind, edition, subscriber, ...more] = readMessageId(messageId, app.keyring.keys('message-id')) ?? [];
  if (kind !== 'e' || edition === undefined || subscriber === undefined || more.length > 0) return null;
  return { edition: Number(edition) as EditionId, subscriber: Number(subscriber) as SubscriberId };
}
