import type { Reason } from '../classified.ts';
import type { Bounce } from '../feedback.ts';

/** What the provider's own classes say of a bounce. */
export interface ProviderVerdict {
  readonly permanent: boolean;
  readonly reason: Reason;
}

/** RFC 3463, and RFC 7505 for a domain that takes no mail. What is not here says too little. */
const REASONS: readonly (readonly [RegExp, Reason])[] = [
  [/^5\.1\.(1|3|6)$/, 'mailbox-unknown'],
  [/^5\.1\.(2|10)$/, 'host-unknown'],
  [/^5\.2\.1$/, 'mailbox-disabled'],
  [/^[45]\.2\.2$/, 'mailbox-full'],
  [/^[45]\.(2\.3|3\.4)$/, 'message-too-large'],
  [/^[45]\.6\.\d+$/, 'policy'],
  [/^[45]\.7\.\d+$/, 'policy'],
];

const DEAD: ReadonlySet<Reason> = new Set([
  'mailbox-unknown',
  'host-unknown',
  'mailbox-disabled',
  'mailbox-moved',
]);

/**
 * Weighs the receiving server's status against the provider's class. The status names the reason where it has one; an address counts as dead only
 * when both agree that it is for good, since a reader who is given up by mistake never learns of it.
 */
export function judgeBounce(status: string | null, verdict: ProviderVerdict): Bounce {
  const permanent = status === null ? verdict.permanent : status.startsWith('5');
  const named = REASONS.find(([form]) => status !== null && form.test(status))?.[1];
  const reason = named ?? verdict.reason;
  return { status, permanent, reason, suppress: permanent && verdict.permanent && DEAD.has(reason) };
}

/** The first enhanced status code in a server's words; null when there is none. */
export function statusIn(words: string | null): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(words ?? '')?.[1] ?? null;
}
