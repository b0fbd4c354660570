import { BoundedMap } from '../core/bounded-map.ts';
import type { Instant } from '../core/clock.ts';
import { type IpAddress, networkOf } from '../core/ip-address.ts';
import {
  type Admission,
  type Allowance,
  admission,
  allowanceAt,
  fullAllowance,
  lessOne,
} from '../domain/readers/guards/admission.ts';
import type { Rate } from '../domain/readers/guards/budget.ts';
import type { SignUpLimits } from '../domain/readers/guards/sign-up-limits.ts';

/** Remembers, in this process, how many sign-ups came from where. */
export interface Doorkeeper {
  /** Whether one more is taken; if so it is counted. `signed`: its form proves when it was opened. */
  admit(from: { readonly ip: IpAddress | null; readonly signed: boolean }, now: Instant): Admission;
}

/**
 * So many clients and networks are remembered, in some megabytes. A flood from more of them makes it forget, which helps nobody: the limit
 * on everybody together holds all the same.
 */
const MOST_REMEMBERED = 20_000;

export function openDoorkeeper(limits: SignUpLimits): Doorkeeper {
  const clients = placeBook(limits.client);
  const networks = placeBook(limits.network);
  const all = placeBook(limits.all);
  return {
    admit({ ip, signed }, now) {
      const places = [all.at('everywhere', now)];
      if (ip !== null) places.push(networks.at(networkOf(ip), now), clients.at(ip, now));
      const decided = admission(places, signed);
      if (decided.kind === 'admitted') for (const place of places) place.keep(lessOne(place.left, signed));
      return decided;
    },
  };
}

interface Place {
  readonly left: Allowance;
  readonly rate: Rate;
  keep(left: Allowance): void;
}

function placeBook(rate: Rate): { at(name: string, now: Instant): Place } {
  const known = new BoundedMap<string, Allowance>(MOST_REMEMBERED);
  return {
    at(name, now) {
      const before = known.get(name);
      const left = before === undefined ? fullAllowance(rate, now) : allowanceAt(before, rate, now);
      return { left, rate, keep: (less) => known.set(name, less) };
    },
  };
}
