import { type Instant, SECOND } from '../../core/clock.ts';
import type { RateGauge } from './relay-record.ts';

/**
 * A token bucket: it fills with `perSecond` tokens a second up to its capacity, and a message takes one. So small is the capacity that a
 * limit of 1 means 1, and so large that 100 a second need no wake-up for each single message.
 */
const BURST_SECONDS = 0.05;

/** Sums of fractions may end a hair short of a whole message. */
const HAIR = 1e-9;

/** A gauge that nothing was ever taken from: by any clock it has had time to fill. */
export const UNUSED_GAUGE: RateGauge = { tokens: 0, at: 0 };

/** The gauge as it is now. A clock that went back fills nothing and takes nothing away. */
export function filled(gauge: RateGauge, perSecond: number, now: Instant): RateGauge {
  const capacity = Math.max(1, perSecond * BURST_SECONDS);
  const gained = (Math.max(0, now - gauge.at) / SECOND) * perSecond;
  return { tokens: Math.min(capacity, gauge.tokens + gained), at: now };
}

/** How many whole messages a filled gauge allows. */
export function tokensIn(gauge: RateGauge): number {
  return Math.floor(gauge.tokens + HAIR);
}

export function taken(gauge: RateGauge, messages: number): RateGauge {
  return { ...gauge, tokens: Math.max(0, gauge.tokens - messages) };
}

/** Puts back what was taken and not used; what is above the capacity is dropped at the next filling. */
export function putBack(gauge: RateGauge, messages: number): RateGauge {
  return { ...gauge, tokens: gauge.tokens + messages };
}

/** When a filled gauge that is empty will allow a message again. */
export function nextTokenAt(gauge: RateGauge, perSecond: number): Instant {
  return gauge.at + Math.max(1, Math.ceil(((1 - HAIR - gauge.tokens) / perSecond) * SECOND));
}
