import { parseEmailAddress, uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
import type { Door } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';

export interface SubscribeRequest {
  /** As typed. */
  readonly address: string;
  readonly name: string | null;
  readonly door: Door;
  /** The exact words the reader agreed to, and the version of the form that showed them. */
  readonly wording: string;
  readonly formVersion: string;
}

/** `accepted` says nothing about whether the address was known: the answer to the world is always the same. */
export type SubscribeAnswer =
  | { readonly kind: 'accepted'; readonly outcome: 'pending' | 'already-active' | 'suppressed' }
  | { readonly kind: 'bad-address'; readonly reason: string };

/** Someone asks to subscribe, by whichever door. A confirmation mail is written at most once a day and address. */
export async function subscribe(app: App, request: SubscribeRequest): Promise<SubscribeAnswer> {
  const parsed = parseEmailAddress(request.address);
  if (!parsed.ok) return { kind: 'bad-address', reason: parsed.reason };
  const at = app.clock.now();
  const outcome = await app.store.subscribe(
    {
      address: parsed.address,
      addressHash: keyedHash(app.keyring, uniqueForm(parsed.address)),
      name: request.name,
      consent: { door: request.door, wording: request.wording, formVersion: request.formVersion, at },
    },
    at,
  );
  return { kind: 'accepted', outcome: outcome.kind };
}
