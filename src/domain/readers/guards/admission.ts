import type { Instant } from '../../../core/clock.ts';
import {
  type Bucket,
  filledBucket,
  fullBucket,
  holdsToken,
  type Rate,
  waitForToken,
  withoutToken,
} from './budget.ts';
import { unsignedShare } from './sign-up-limits.ts';

/** What is left for sign-ups from one place: of any kind, and of those among them whose form does not prove when it was opened. */
export interface Allowance {
  readonly any: Bucket;
  readonly unsigned: Bucket;
}

export type Admission =
  | { readonly kind: 'admitted' }
  /** Only without a stamp it is one too many. */
  | { readonly kind: 'press-again' }
  /** `wait`: milliseconds until one more is admitted, if nobody else comes. */
  | { readonly kind: 'too-many'; readonly wait: number };

export function fullAllowance(rate: Rate, now: Instant): Allowance {
  return { any: fullBucket(rate, now), unsigned: fullBucket(unsignedShare(rate), now) };
}

export function allowanceAt({ any, unsigned }: Allowance, rate: Rate, now: Instant): Allowance {
  return { any: filledBucket(any, rate, now), unsigned: filledBucket(unsigned, unsignedShare(rate), now) };
}

/** What is left after one more. */
export function lessOne({ any, unsigned }: Allowance, signed: boolean): Allowance {
  return { any: withoutToken(any), unsigned: signed ? unsigned : withoutToken(unsigned) };
}

/** Whether one more is taken, which needs room in every place it comes from: its client, its network, everywhere. */
export function admission(
  places: readonly { readonly left: Allowance; readonly rate: Rate }[],
  signed: boolean,
): Admission {
  const wait = Math.max(...places.map(({ left, rate }) => waitForToken(left.any, rate)));
  if (wait > 0) return { kind: 'too-many', wait };
  if (!signed && !places.every(({ left }) => holdsToken(left.unsigned))) return { kind: 'press-again' };
  return { kind: 'admitted' };
}
