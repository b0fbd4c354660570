import type { Reason } from '../classified.ts';
import {
  HOST_UNKNOWN,
  MAILBOX_DISABLED,
  MAILBOX_MOVED,
  MAILBOX_UNKNOWN,
  PROBABLY_UNKNOWN,
} from './dead-address.ts';
import {
  EXPIRED,
  LOOP,
  MAILBOX_FULL,
  MESSAGE_TOO_LARGE,
  NETWORK,
  PERHAPS_POLICY,
  POLICY,
  RATE_LIMITED,
  SENDER_REFUSED,
  SYNTAX,
  SYSTEM,
} from './living-address.ts';
import { phraseFinder } from './phrase.ts';

/**
 * Reasons by the words for them, in the order in which they are believed: what is certain not to kill an address comes before what does, and
 * what is said in so many words before what it may mean.
 */
const RULES: readonly (SaidReason & { readonly words: readonly string[] })[] = [
  { reason: 'mailbox-full', isDefinite: true, words: MAILBOX_FULL },
  { reason: 'message-too-large', isDefinite: true, words: MESSAGE_TOO_LARGE },
  { reason: 'policy', isDefinite: true, words: SENDER_REFUSED },
  { reason: 'loop', isDefinite: true, words: LOOP },
  { reason: 'rate-limited', isDefinite: true, words: RATE_LIMITED },
  { reason: 'syntax', isDefinite: true, words: SYNTAX },
  { reason: 'host-unknown', isDefinite: true, words: HOST_UNKNOWN },
  { reason: 'mailbox-moved', isDefinite: true, words: MAILBOX_MOVED },
  { reason: 'mailbox-disabled', isDefinite: true, words: MAILBOX_DISABLED },
  { reason: 'mailbox-unknown', isDefinite: true, words: MAILBOX_UNKNOWN },
  { reason: 'policy', isDefinite: true, words: POLICY },
  { reason: 'mailbox-unknown', isDefinite: false, words: PROBABLY_UNKNOWN },
  { reason: 'policy', isDefinite: false, words: PERHAPS_POLICY },
  { reason: 'expired', isDefinite: true, words: EXPIRED },
  { reason: 'network', isDefinite: true, words: NETWORK },
  { reason: 'system', isDefinite: false, words: SYSTEM },
];
const FINDER = phraseFinder(RULES.map(({ words }) => words));

export interface SaidReason {
  readonly reason: Reason;
  /** Said in so many words, so that a general code does not outweigh it. */
  readonly isDefinite: boolean;
}

/** What these words, folded, give as the reason; null where they give none. */
export function reasonSaid(words: string): SaidReason | null {
  return RULES[FINDER.find(words)] ?? null;
}
