import { type Classified, type InboundRecipient, REASONS, type Reason } from './classified.ts';
import type { Bounce } from './feedback.ts';

/** What a report comes to for the reader whose mail it proves to be about. */
export type ReportVerdict =
  | { readonly kind: 'complaint' }
  /** `index`: of the recipient whose failure counts, among those of the report. */
  | ({ readonly kind: 'bounce'; readonly index: number } & Bounce)
  | { readonly kind: 'delay'; readonly status: string | null }
  /** Nothing follows, as when it was no spam after all. */
  | { readonly kind: 'nothing' };

/**
 * Weighs a report about a mail to one reader. When it names the reader's own address, that is what counts. When it names others, the mail was handed
 * on: the reader gets nothing where it went, so it counts as well; but of several places, such as the members of a list behind the address,
 * all must be dead before the address is.
 * @param address the reader's, in lower case; null when they were forgotten
 * @param ends whether a complaint is one that ends a subscription, as its address may be kept from us
 */
export function reportVerdict(
  { kind, recipients }: Classified,
  address: string | null,
  ends: boolean,
): ReportVerdict {
  if (kind === 'complaint') return { kind: ends ? 'complaint' : 'nothing' };
  const own = recipients.filter((one) => one.address.toLowerCase() === address);
  const told = own.length > 0 ? own : recipients;
  const failed = told.filter(({ action }) => action === 'failed');
  const worst =
    failed.find(({ suppress }) => suppress) ?? failed.find(({ permanent }) => permanent) ?? failed[0];
  if (worst === undefined) return { kind: 'delay', status: told[0]?.status ?? null };
  const { status, permanent } = worst;
  return {
    kind: 'bounce',
    index: recipients.indexOf(worst),
    status,
    permanent,
    suppress: told.every(isDead),
    reason: reasonOf(worst),
  };
}

function isDead({ action, suppress }: InboundRecipient): boolean {
  return action === 'failed' && suppress;
}

/** Of a failure the reason is always one of these: those of complaints stand with complaints alone. */
function reasonOf({ reason }: InboundRecipient): Reason {
  return REASONS.find((one) => one === reason) ?? 'unclear';
}
