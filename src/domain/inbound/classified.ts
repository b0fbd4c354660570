/** What a mail that came in is. */
export const INBOUND_KINDS = ['bounce', 'delay', 'complaint', 'auto-reply', 'command', 'human'] as const;
export type InboundKind = (typeof INBOUND_KINDS)[number];

/** How it says so: a standard report (RFC 3464, RFC 5965, RFC 8098), words, or neither. */
export type InboundFormat = 'dsn' | 'arf' | 'mdn' | 'text' | 'plain';

export const REASONS = [
  'mailbox-unknown',
  'mailbox-disabled',
  'mailbox-moved',
  'mailbox-full',
  'host-unknown',
  'message-too-large',
  'syntax',
  'policy',
  'rate-limited',
  'network',
  'expired',
  'loop',
  'system',
  'unclear',
] as const;

/** Why a mail did not arrive. */
export type Reason = (typeof REASONS)[number];

/** What a complaint is about (RFC 5965 section 7.3, RFC 6591, and the registry they began). */
export type FeedbackType = 'abuse' | 'fraud' | 'virus' | 'not-spam' | 'opt-out' | 'auth-failure' | 'other';

export interface InboundRecipient {
  /** As the report writes it. */
  readonly address: string;
  readonly action: 'failed' | 'delayed' | 'complained';
  /** Enhanced status code (RFC 3463), or null where nothing says one. */
  readonly status: string | null;
  /** The wire said 5.x.x; without any code, that delivery was given up. */
  readonly permanent: boolean;
  /** The address itself is dead, or its owner complained: it must not be mailed again. */
  readonly suppress: boolean;
  readonly reason: Reason | FeedbackType;
}

export interface Classified {
  readonly kind: InboundKind;
  readonly format: InboundFormat;
  /** Of a bounce, a delay or a complaint; else empty. */
  readonly recipients: readonly InboundRecipient[];
}
