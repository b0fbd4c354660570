import type { Instant } from '../../core/clock.ts';
import type { RelayFault } from './decide.ts';

declare const relayIdBrand: unique symbol;
/** Names a relay by its account, `user@host:port`: quotas belong to that, whichever variable names it. */
export type RelayId = string & { readonly [relayIdBrand]: true };

/** A counter for one stretch of the clock. */
export interface QuotaWindow {
  /** When the stretch began, in UTC. */
  readonly start: Instant;
  readonly used: number;
}

/** How much a relay, or a domain, was given lately. Kept in the store, so that limits hold across restarts and workers. */
export interface RateGauge {
  /** What may be begun at once, as of `at`; a fraction is part of a message. */
  readonly tokens: number;
  readonly at: Instant;
}

/** What is known of a relay from what was sent through it. */
export interface RelayRecord {
  readonly id: RelayId;
  readonly rate: RateGauge;
  readonly hour: QuotaWindow;
  readonly day: QuotaWindow;
  /** When the first message was begun through it: warm-up counts from that day (UTC). Null: never used. */
  readonly firstUsedAt: Instant | null;
  /** What it has against us; null when nothing. */
  readonly trouble: RelayTrouble | null;
}

export interface RelayTrouble extends RelayFault {
  readonly at: Instant;
  /** It is left alone until then, and then asked with one message. */
  readonly until: Instant;
}

/** Why nothing more was begun just now. */
export type SendHold =
  | {
      readonly kind: 'relay';
      readonly relay: RelayId;
      readonly why: 'rate' | 'hourly' | 'daily' | 'warm-up';
      /** Messages a second, an hour, a day. */
      readonly limit: number;
      readonly until: Instant;
    }
  | {
      readonly kind: 'domain';
      readonly domain: string;
      readonly why: 'rate' | 'connections';
      readonly limit: number;
      /** Null: when a message to that domain has been answered. */
      readonly until: Instant | null;
    };
