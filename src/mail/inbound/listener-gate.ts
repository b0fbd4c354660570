import { BoundedMap } from '../../core/bounded-map.ts';
import type { Clock } from '../../core/clock.ts';
import { isInside, networkOf, parseIpAddress, parseIpRange } from '../../core/ip-address.ts';
import {
  type Bucket,
  filledBucket,
  fullBucket,
  holdsToken,
  withoutToken,
} from '../../domain/readers/guards/budget.ts';
import type { ListenerLimits } from './listener-limits.ts';

/** Who may connect, and how much they may ask for. */
export interface Gate {
  /** Lets a connection in and counts it; null when it is one too many. The value ends its being counted. */
  enter(client: string): (() => void) | null;
  /** Takes what one step costs. False when the client has to wait. */
  spend(client: string): boolean;
}

/** Of so many clients it is remembered what they did. */
const MOST_CLIENTS = 10_000;

export function gateOf(limits: ListenerLimits, clock: Clock): Gate {
  const inside = new Map<string, number>();
  const buckets = new BoundedMap<string, Bucket>(MOST_CLIENTS);
  return {
    enter: (client) => {
      const key = clientKey(client);
      const count = inside.get(key) ?? 0;
      if (count >= limits.connectionsEach && !isThisMachine(client)) return null;
      inside.set(key, count + 1);
      return () => {
        const left = (inside.get(key) ?? 1) - 1;
        if (left === 0) inside.delete(key);
        else inside.set(key, left);
      };
    },
    spend: (client) => {
      const key = clientKey(client);
      const now = clock.now();
      const bucket = filledBucket(buckets.get(key) ?? fullBucket(limits.rate, now), limits.rate, now);
      buckets.set(key, holdsToken(bucket) ? withoutToken(bucket) : bucket);
      return holdsToken(bucket);
    },
  };
}

/** One host of IPv6 has a whole /64. */
function clientKey(client: string): string {
  const address = parseIpAddress(client);
  return address === null ? client : networkOf(address, { four: 32, six: 64 });
}

const LOOPBACK = [parseIpRange('127.0.0.0/8'), parseIpRange('::1')];

function isThisMachine(client: string): boolean {
  const address = parseIpAddress(client);
  return address !== null && LOOPBACK.some((range) => range !== null && isInside(address, range));
}
