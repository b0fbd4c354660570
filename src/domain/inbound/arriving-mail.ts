import type { InboundKind } from './classified.ts';

/** By which way a mail came in. */
export const WAYS_IN = ['smtp', 'lmtp', 'imap', 'file'] as const;
export type WayIn = (typeof WAYS_IN)[number];

/** A mail as it comes in, whichever way. */
export interface ArrivingMail {
  /** The whole message (RFC 5322), as it came. */
  readonly raw: Buffer;
  readonly way: WayIn;
  /** What the server that handed it over said (RFC 5321); null where nobody did, as in a mailbox. The sender is empty for a null sender. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] } | null;
}

/** What became of it. It is kept, durably, when this is given: whoever handed it over may forget it. */
export type Received =
  | { readonly kind: 'taken'; readonly id: number; readonly as: InboundKind }
  /** It came before, by whichever way: nothing happened. */
  | { readonly kind: 'known' };

/** Takes a mail that came in. Rejects only when it could not be kept, and then it is to be handed over again. */
export type TakeMail = (mail: ArrivingMail) => Promise<Received>;
