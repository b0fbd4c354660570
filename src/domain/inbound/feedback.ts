import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { Reason } from './classified.ts';

/** Who tells us what became of our mails. `webhook` is any program that signs as Standard Webhooks says. */
export const PROVIDERS = ['ses', 'postmark', 'mailgun', 'sendgrid', 'webhook'] as const;

export type Provider = (typeof PROVIDERS)[number];

/** Where we have something from: a provider, or a mail that came back. */
export const FEEDBACK_SOURCES = [...PROVIDERS, 'mail'] as const;

export type FeedbackSource = (typeof FEEDBACK_SOURCES)[number];

/** What a returned mail says of its address. */
export interface Bounce {
  /** The enhanced status code (RFC 3463), such as `5.1.1`. */
  readonly status: string | null;
  /** The wire says 5.x.x. */
  readonly permanent: boolean;
  /** This address itself is dead: unknown user, unknown host, disabled; not full, not blocked, not policy. */
  readonly suppress: boolean;
  readonly reason: Reason;
}

interface Told {
  /** The provider's name for what it tells: whatever is told once more bears the same. */
  readonly eventId: string;
  /** When it happened; null when the provider does not say. */
  readonly at: Instant | null;
  readonly address: EmailAddress | null;
  /** The Message-ID that the mail had when it left us, as far as it was given back. */
  readonly messageId: string | null;
  /** What the provider itself calls the mail. */
  readonly providerId: string | null;
  /** The words of the receiving server, or the provider's. They may name the address. */
  readonly detail: string | null;
}

/** One thing that a provider tells of one mail to one address. */
export type Feedback =
  | (Told & { readonly kind: 'bounce' } & Bounce)
  | (Told & { readonly kind: 'complaint' })
  /** The reader left by the provider's own link. */
  | (Told & { readonly kind: 'unsubscribe' })
  /** Not delivered yet, and tried again. */
  | (Told & { readonly kind: 'delay'; readonly status: string | null })
  | (Told & { readonly kind: 'delivered' });

/** A request that claims to come from a provider. */
export interface EventRequest {
  readonly body: Buffer;
  /** A header's value, by its name in lower case; null when there is none. */
  header(name: string): string | null;
  /** What stands in the path behind the provider's name, for those that cannot sign; null when nothing does. */
  readonly pathSecret: string | null;
}

/** What a request comes to. */
export type EventReading =
  | {
      readonly kind: 'events';
      readonly feedback: readonly Feedback[];
      /** Of a signature that does not cover the body: it is good for this body, and for no other. */
      readonly nonce: string | null;
    }
  | RefusedEvents;

export interface RefusedEvents {
  readonly kind: 'refused';
  /** 400: verified, but not to be read; 401: not verified; 403: verified, but not allowed. */
  readonly status: 400 | 401 | 403;
  /** For the log: no part of what was sent. */
  readonly why: string;
}

export function refused(status: RefusedEvents['status'], why: string): RefusedEvents {
  return { kind: 'refused', status, why };
}
