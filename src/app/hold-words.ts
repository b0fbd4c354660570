import type { Instant } from '../core/clock.ts';
import { never } from '../core/errors.ts';
import type { EditionState } from '../domain/deliveries/delivery.ts';
import type { RelayTrouble, SendHold } from '../domain/deliveries/relay-record.ts';
import { FAULT_WORDS } from './tell-of-relay-fault.ts';

/** Why nothing more is begun just now, to follow "waiting:"; `relay` is what the author calls it, such as `relay 1`. */
export function holdWords(hold: SendHold, relay: string): string {
  return hold.kind === 'relay'
    ? `${relayLimitWords(hold.why, hold.limit, relay)}, next at ${utc(hold.until)}`
    : `${domainLimitWords(hold.why, hold.limit, hold.domain)}${hold.until === null ? '' : `, next at ${utc(hold.until)}`}`;
}

function relayLimitWords(
  why: Extract<SendHold, { kind: 'relay' }>['why'],
  limit: number,
  relay: string,
): string {
  switch (why) {
    case 'rate':
      return `rate of ${relay} (${rateWords(limit)})`;
    case 'hourly':
      return `hourly quota of ${relay} (${limit})`;
    case 'daily':
      return `daily quota of ${relay} (${limit})`;
    case 'warm-up':
      return `warm-up of ${relay} (${limit} today)`;
    default:
      return never(why);
  }
}

function domainLimitWords(
  why: Extract<SendHold, { kind: 'domain' }>['why'],
  limit: number,
  domain: string,
): string {
  return why === 'rate'
    ? `rate to ${domain} (${rateWords(limit)})`
    : `connections to ${domain} (${limit} at a time)`;
}

/** Mails a second, in the unit in which it is a whole number, as the author has written it. */
export function rateWords(perSecond: number): string {
  const counts = UNITS.map(([seconds, unit]) => ({ count: perSecond * seconds, unit }));
  const whole = counts.find(({ count }) => Math.abs(count - Math.round(count)) < 1e-6 && count > 0.5);
  const { count, unit } = whole ?? counts.find((one) => one.count >= 1) ?? { count: perSecond, unit: 's' };
  return `${Math.round(count * 100) / 100}/${unit}`;
}

const UNITS = [
  [1, 's'],
  [60, 'min'],
  [3600, 'h'],
] as const;

/** What a mail server holds against us, and when it is asked again. */
export function troubleWords({ kind, detail, at, until }: RelayTrouble, relay: string): string {
  return `${relay} ${FAULT_WORDS[kind]} (${utc(at)}: ${detail}); asked again at ${utc(until)}`;
}

/** Who paused a mailing, when and why. */
export function pauseWords({ since, by, why }: Extract<EditionState, { kind: 'paused' }>): string {
  const who = by === 'author' ? 'by you' : 'as the mail server refused too much of it';
  return `paused ${who} at ${utc(since)}${why === null ? '' : `: ${why}`}`;
}

/** `2026-12-09 00:00 UTC`; with seconds where they say something. */
export function utc(instant: Instant): string {
  const [date = '', time = ''] = new Date(instant).toISOString().split('T');
  const shown = time.slice(6, 8) === '00' ? time.slice(0, 5) : time.slice(0, 8);
  return `${date} ${shown} UTC`;
}
