import {
  type AddressTokenPurpose,
  claimedEnd,
  claimedFields,
  readAddressToken,
} from '../core/address-tokens.ts';
import { type Instant, MINUTE } from '../core/clock.ts';
import { uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
import type { EditionId } from '../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import { CONFIRM_LIFETIME } from './confirm.ts';
import type { App } from './context.ts';
import { readerIdOf } from './reader-token.ts';

/** Which mail to whom an address of ours names. */
export interface NamedMail {
  /** Null: it was no edition. */
  readonly edition: EditionId | null;
  readonly reader: SubscriberId;
}

/** Whom the token of `unsubscribe+token@` speaks of; null when we did not make it. It never expires, and outlives an erasure. */
export function readerLeavingBy(app: App, token: string): SubscriberId | null {
  const [reader] = fieldsOf(app, 'unsubscribe-mail', token) ?? [];
  return reader === undefined ? null : readerIdOf(String(reader));
}

/** Which mail the token of `bounce+token@` speaks of; null when we did not make it. */
export function mailReturnedTo(app: App, token: string): NamedMail | null {
  const [edition, named] = fieldsOf(app, 'bounce', token) ?? [];
  const reader = named === undefined ? null : readerIdOf(String(named));
  if (reader === null || edition === undefined) return null;
  return { edition: edition === 0 ? null : (edition as EditionId), reader };
}

/** Who replies to their confirmation at `confirm+token@`. */
export type ConfirmingReader =
  /** `madeAt`: when the mail was written, or up to a minute before, as the token is no more exact. */
  | { readonly kind: 'good'; readonly reader: SubscriberId; readonly madeAt: Instant }
  | { readonly kind: 'expired'; readonly reader: SubscriberId }
  /** We did not make it, or the reader has another address by now, or none. */
  | { readonly kind: 'invalid' };

/** Reads the token of `confirm+token@`, which dies with the address that it was made for. */
export async function readerConfirmingBy(app: App, token: string): Promise<ConfirmingReader> {
  const [claimed] = claimedFields('confirm-mail', token) ?? [];
  const id = claimed === undefined ? null : readerIdOf(String(claimed));
  const reader = id === null ? null : await app.store.subscriberById(id);
  const end = claimedEnd('confirm-mail', token);
  if (reader === null || end === null) return { kind: 'invalid' };
  const boundTo = keyedHash(app.keyring, uniqueForm(reader.address));
  const read = readAddressToken(app.keyring, 'confirm-mail', token, app.clock.now(), boundTo);
  if (read.ok) return { kind: 'good', reader: reader.id, madeAt: end - CONFIRM_LIFETIME - MINUTE + 1 };
  return read.reason === 'expired' ? { kind: 'expired', reader: reader.id } : { kind: 'invalid' };
}

function fieldsOf(app: App, purpose: AddressTokenPurpose, token: string): readonly number[] | null {
  const read = readAddressToken(app.keyring, purpose, token, app.clock.now());
  return read.ok ? read.fields : null;
}
