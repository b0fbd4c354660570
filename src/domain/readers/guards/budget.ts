import type { Instant } from '../../../core/clock.ts';

/** How often something may happen: up to `count` times at once, and as often again within `period` milliseconds, evenly. */
export interface Rate {
  readonly count: number;
  readonly period: number;
}

/** What is left of a rate, as of an instant. */
export interface Bucket {
  readonly tokens: number;
  readonly at: Instant;
}

/** Sums of fractions may end a hair short of a whole token. */
const HAIR = 1e-9;

export function fullBucket({ count }: Rate, now: Instant): Bucket {
  return { tokens: count, at: now };
}

/** The bucket as it is now. A clock that went back fills nothing and takes nothing away. */
export function filledBucket({ tokens, at }: Bucket, { count, period }: Rate, now: Instant): Bucket {
  const gained = (Math.max(0, now - at) * count) / period;
  return { tokens: Math.min(count, tokens + gained), at: now };
}

export function holdsToken({ tokens }: Bucket): boolean {
  return tokens + HAIR >= 1;
}

export function withoutToken(bucket: Bucket): Bucket {
  return { ...bucket, tokens: Math.max(0, bucket.tokens - 1) };
}

/** Milliseconds until a filled bucket holds a token; 0 when it does. */
export function waitForToken(bucket: Bucket, { count, period }: Rate): number {
  return holdsToken(bucket) ? 0 : Math.ceil(((1 - bucket.tokens) * period) / count);
}
