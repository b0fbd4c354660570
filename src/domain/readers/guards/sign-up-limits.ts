import { HOUR } from '../../../core/clock.ts';
import type { Rate } from './budget.ts';

/** How many sign-ups are taken, by where they come from. */
export interface SignUpLimits {
  /** Of one client's IP address. */
  readonly client: Rate;
  /** Of its network: a /24 of IPv4, a /64 of IPv6. */
  readonly network: Rate;
  /** Of everybody together. */
  readonly all: Rate;
  /** How many unconfirmed ones within an hour are never a spike. */
  readonly unconfirmed: number;
}

export const USUAL_LIMITS: SignUpLimits = {
  client: { count: 20, period: HOUR },
  network: { count: 120, period: HOUR },
  all: { count: 2_000, period: HOUR },
  unconfirmed: 100,
};

/** What part of a budget a form has that does not prove when it was opened: a page that lies as a file cannot. */
const UNSIGNED_SHARE = 0.25;

export function unsignedShare({ count, period }: Rate): Rate {
  return { count: Math.max(1, Math.floor(count * UNSIGNED_SHARE)), period };
}
