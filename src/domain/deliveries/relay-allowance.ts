import { DAY, HOUR, type Instant } from '../../core/clock.ts';
import type { RelayLimits } from './limits.ts';
import { currentWindow, UNUSED_WINDOW, windowStart } from './quota-window.ts';
import { filled, nextTokenAt, putBack, taken, tokensIn, UNUSED_GAUGE } from './rate-gauge.ts';
import type { RelayId, RelayRecord, SendHold } from './relay-record.ts';

/** How much a relay was given so far: what its limits are held against. */
export type RelayUse = Pick<RelayRecord, 'rate' | 'hour' | 'day' | 'firstUsedAt'>;

export const UNUSED_RELAY: RelayUse = {
  rate: UNUSED_GAUGE,
  hour: UNUSED_WINDOW,
  day: UNUSED_WINDOW,
  firstUsedAt: null,
};

type RelayHold = Extract<SendHold, { kind: 'relay' }>;

export function isLimited({ perSecond, hourly, daily, warmUp }: RelayLimits): boolean {
  return perSecond !== null || hourly !== null || daily !== null || warmUp.length > 0;
}

/** The use as of now: the gauge filled, windows that have run out begun anew. */
export function useAt(use: RelayUse, limits: RelayLimits, now: Instant): RelayUse {
  return {
    rate: limits.perSecond === null ? use.rate : filled(use.rate, limits.perSecond, now),
    hour: currentWindow(use.hour, HOUR, now),
    day: currentWindow(use.day, DAY, now),
    // A first day far ahead was written by a clock that was wrong: the warm-up would never end.
    firstUsedAt: use.firstUsedAt === null ? null : Math.min(use.firstUsedAt, now + DAY),
  };
}

/** Whether a clock that was ahead has written this: then it is to be written anew, or time would stand still in it. */
export function isAhead({ rate, hour, day, firstUsedAt }: RelayUse, now: Instant): boolean {
  return rate.at > now || hour.start > now || day.start > now || (firstUsedAt ?? 0) > now;
}

/** How many messages may be begun now. `use` is as of now (`useAt`). Infinity when there is no limit. */
export function allowedNow(use: RelayUse, limits: RelayLimits, now: Instant): number {
  const rate = limits.perSecond === null ? Number.POSITIVE_INFINITY : tokensIn(use.rate);
  const quotas = quotasOf(use, limits, now).map(({ limit, used }) => limit - used);
  return Math.max(0, Math.min(rate, ...quotas));
}

/** What keeps a message from being begun now, and until when: of several, what lasts longest. Null when nothing does. */
export function relayHold(id: RelayId, use: RelayUse, limits: RelayLimits, now: Instant): RelayHold | null {
  const holds: RelayHold[] = quotasOf(use, limits, now)
    .filter(({ limit, used }) => used >= limit)
    .map(({ why, limit, end }) => ({ kind: 'relay', relay: id, why, limit, until: end }));
  const { perSecond } = limits;
  if (perSecond !== null && tokensIn(use.rate) < 1)
    holds.push({
      kind: 'relay',
      relay: id,
      why: 'rate',
      limit: perSecond,
      until: nextTokenAt(use.rate, perSecond),
    });
  return holds.reduce<RelayHold | null>(
    (longest, hold) => (longest === null || hold.until > longest.until ? hold : longest),
    null,
  );
}

/** The use after so many messages were begun. */
export function spent(use: RelayUse, messages: number, now: Instant): RelayUse {
  return {
    rate: taken(use.rate, messages),
    hour: { ...use.hour, used: use.hour.used + messages },
    day: { ...use.day, used: use.day.used + messages },
    firstUsedAt: use.firstUsedAt ?? now,
  };
}

/** The use after one message that was begun then came back unsent. A window that has run out since is not touched. */
export function givenBack(use: RelayUse, begunAt: Instant): RelayUse {
  const back = (window: RelayUse['hour'], length: number) =>
    window.start === windowStart(length, begunAt)
      ? { ...window, used: Math.max(0, window.used - 1) }
      : window;
  return { ...use, rate: putBack(use.rate, 1), hour: back(use.hour, HOUR), day: back(use.day, DAY) };
}

interface Quota {
  readonly why: 'hourly' | 'daily' | 'warm-up';
  readonly limit: number;
  readonly used: number;
  /** When its window ends. */
  readonly end: Instant;
}

/** A warm-up's ceiling for today and the daily quota hold together; the lower one is the reason that is told. */
function quotasOf(use: RelayUse, limits: RelayLimits, now: Instant): readonly Quota[] {
  const quotas: Quota[] = [];
  const { hourly, daily } = limits;
  if (hourly !== null)
    quotas.push({ why: 'hourly', limit: hourly, used: use.hour.used, end: use.hour.start + HOUR });
  const day = { used: use.day.used, end: use.day.start + DAY };
  const ceiling = warmUpCeiling(use.firstUsedAt, limits, now);
  if (ceiling !== null && (daily === null || ceiling < daily))
    quotas.push({ why: 'warm-up', limit: ceiling, ...day });
  else if (daily !== null) quotas.push({ why: 'daily', limit: daily, ...day });
  return quotas;
}

/** What a relay that is being warmed up may be given today (UTC); null when it is warm. */
export function warmUpCeiling(firstUsedAt: Instant | null, limits: RelayLimits, now: Instant): number | null {
  const days = firstUsedAt === null ? 0 : (windowStart(DAY, now) - windowStart(DAY, firstUsedAt)) / DAY;
  return limits.warmUp[Math.max(0, days)] ?? null;
}
