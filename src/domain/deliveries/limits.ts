import { SECOND } from '../../core/clock.ts';

/** What a relay is asked to take at most. */
export interface RelayLimits {
  /** Messages a second, evenly spread; may be a fraction. Null: as fast as it takes them. */
  readonly perSecond: number | null;
  /** Messages in an hour of the clock (UTC). */
  readonly hourly: number | null;
  /** Messages in a day (UTC). */
  readonly daily: number | null;
  /** Ceilings for the first, second… day on which this relay is used; after the last there is none. Empty: no warm-up. */
  readonly warmUp: readonly number[];
}

export const NO_LIMITS: RelayLimits = { perSecond: null, hourly: null, daily: null, warmUp: [] };

/** What one recipient domain is given at most. */
export interface DomainLimit {
  readonly perSecond: number | null;
  /** Messages under way at the same time. */
  readonly connections: number | null;
}

/** Limits by recipient domain, in lower case; `others` holds for every domain that is not named, each on its own. */
export interface DomainLimits {
  readonly named: ReadonlyMap<string, DomainLimit>;
  readonly others: DomainLimit | null;
}

export const NO_DOMAIN_LIMITS: DomainLimits = { named: new Map(), others: null };

export function limitOf(domain: string, limits: DomainLimits): DomainLimit | null {
  return limits.named.get(domain) ?? limits.others;
}

/** The longest that any of these limits can make a domain wait for its next message, in milliseconds. */
export function longestWait({ named, others }: DomainLimits): number {
  const rates = [...named.values(), others].map((limit) => limit?.perSecond ?? Number.POSITIVE_INFINITY);
  return Math.ceil(SECOND / Math.min(...rates, Number.POSITIVE_INFINITY));
}
