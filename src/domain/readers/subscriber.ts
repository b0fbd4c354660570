import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { IpAddress } from '../../core/ip-address.ts';

declare const subscriberIdBrand: unique symbol;
export type SubscriberId = number & { readonly [subscriberIdBrand]: true };

/** How a reader came. */
export type Door = 'form' | 'mail' | 'import' | 'author';

/** How a reader left; `import`: somewhere else, says a list; `provider`: by a link that the mail provider put there; `complaint`: by the button that says "spam". */
export const EXITS = ['one-click', 'page', 'mail', 'author', 'import', 'provider', 'complaint'] as const;
export type Exit = (typeof EXITS)[number];

/** Why a reader left, of what the page after leaving offers. */
export type LeaveReason = 'too-many' | 'not-for-me' | 'never-asked' | 'other';

export type SubscriberState =
  | { readonly kind: 'pending'; readonly since: Instant }
  | { readonly kind: 'active'; readonly since: Instant }
  | { readonly kind: 'unsubscribed'; readonly since: Instant; readonly how: Exit };

export interface Subscriber {
  readonly id: SubscriberId;
  readonly address: EmailAddress;
  readonly name: string | null;
  readonly state: SubscriberState;
  readonly createdAt: Instant;
}

/** The only kind of subscriber an edition may be sent to. */
export type ActiveSubscriber = Subscriber & { readonly state: { readonly kind: 'active' } };

export function isActive(subscriber: Subscriber): subscriber is ActiveSubscriber {
  return subscriber.state.kind === 'active';
}

/** What the reader agreed to, word for word; append-only. */
export interface Consent {
  readonly door: Door;
  /** The exact wording shown, or where the consent was given before (imports). */
  readonly wording: string;
  readonly formVersion: string;
  readonly at: Instant;
  /** From where it was given over HTTP, if the author keeps that. */
  readonly ip?: IpAddress;
}

/** Why an address must never be mailed. */
export const SUPPRESSION_REASONS = ['bounced', 'complained', 'erased', 'author'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Whether only the author can lift it: a fresh opt-in does not. */
export function isFinal(reason: SuppressionReason | null): boolean {
  return reason === 'complained' || reason === 'author';
}
