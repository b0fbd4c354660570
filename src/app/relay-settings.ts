import { AppError } from '../core/errors.ts';
import {
  type DomainLimit,
  type DomainLimits,
  NO_DOMAIN_LIMITS,
  type RelayLimits,
} from '../domain/deliveries/limits.ts';
import type { RelayId } from '../domain/deliveries/relay-record.ts';
import { parseRelayUrl, type RelayAddress } from '../mail/relay/relay-url.ts';

/** One relay, as the environment names it. */
export interface RelaySettings {
  /** `SMTP_URL`, `SMTP_URL_2`… */
  readonly variable: string;
  readonly id: RelayId;
  /** Never shown: it may hold a password. */
  readonly url: string;
  readonly limits: RelayLimits;
}

/** `SMTP_URL` and up to eight more, in order of preference. */
const RELAY_VARIABLES = ['SMTP_URL', ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `SMTP_URL_${n}`)];

type Value = (name: string) => string | null;

/** Reads all relays; empty when there is none. What is wrong is added to `problems`, without a URL in it. */
export function readRelays(value: Value, problems: string[]): readonly RelaySettings[] {
  const relays = RELAY_VARIABLES.flatMap((variable) => {
    const url = value(variable);
    return url === null ? [] : readRelay(variable, url, problems);
  });
  relays.forEach(({ id, variable }, index) => {
    const first = relays.findIndex((relay) => relay.id === id);
    if (first < index)
      problems.push(
        `${variable} names the same account as ${relays[first]?.variable}: limits would count twice`,
      );
  });
  return relays;
}

function readRelay(variable: string, url: string, problems: string[]): RelaySettings[] {
  try {
    const id = relayIdOf(parseRelayUrl(url));
    const limits = readLimits(variable, new URL(url).searchParams, problems);
    return [{ variable, id, url, limits }];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.push(`${variable} is wrong: ${error.message}${error.help === null ? '' : ` (${error.help})`}`);
    return [];
  }
}

/** By account, since that is what a provider's quota belongs to. */
function relayIdOf({ host, port, login }: RelayAddress): RelayId {
  const user = login === null ? '' : `${login.user}@`;
  return `${user}${host}:${port}` as RelayId;
}

function readLimits(variable: string, asked: URLSearchParams, problems: string[]): RelayLimits {
  const read = <T>(name: string, parse: (text: string) => T | null, allowed: string): T | null => {
    const text = asked.get(name);
    const parsed = text === null ? null : parse(text);
    if (text !== null && parsed === null)
      problems.push(`${variable} has ${name}=${text}; allowed is ${allowed}`);
    return parsed;
  };
  return {
    perSecond: read('rate', perSecond, RATE_HELP),
    hourly: read('hourly', wholeNumber, 'a whole number of mails an hour'),
    daily: read('daily', wholeNumber, 'a whole number of mails a day'),
    warmUp: read('warmup', wholeNumbers, 'ceilings for the first days, such as 50,100,200,400') ?? [],
  };
}

/**
 * Reads limits by recipient domain, such as `gmail.com=5/s:4, *=30/m`: a rate, connections after a colon, or both; `*` is every domain
 * that is not named. What is wrong is added to `problems`.
 */
export function readDomainLimits(text: string | null, problems: string[]): DomainLimits {
  if (text === null) return NO_DOMAIN_LIMITS;
  const named = new Map<string, DomainLimit>();
  let others: DomainLimit | null = null;
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [, domain, rate, connections] =
      /^([^=\s]+)=(?:([\d.]+(?:\/[smh])?))?(?::(\d{1,3}))?$/.exec(entry) ?? [];
    const limit = {
      perSecond: rate === undefined ? null : perSecond(rate),
      connections: connections === undefined ? null : wholeNumber(connections),
    };
    const isNone = rate === undefined && connections === undefined;
    const isWrong =
      (rate !== undefined && limit.perSecond === null) ||
      (connections !== undefined && limit.connections === null);
    if (domain === undefined || isNone || isWrong)
      problems.push(
        `SMTP_DOMAIN_LIMITS has "${entry}"; allowed is DOMAIN=RATE:CONNECTIONS, such as gmail.com=5/s:4 or *=30/m`,
      );
    else if (domain === '*') others = limit;
    else named.set(domain.toLowerCase(), limit);
  }
  return { named, others };
}

const RATE_HELP = 'mails a second, or as in 14/s, 100/m, 2000/h';
const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** `14`, `14/s`, `100/m`, `2000/h`, as mails a second. */
function perSecond(text: string): number | null {
  const [, count, unit] = /^(\d{1,6}(?:\.\d{1,3})?)(?:\/([smh]))?$/.exec(text) ?? [];
  if (count === undefined || Number(count) === 0) return null;
  return Number(count) / SECONDS[unit === 'm' || unit === 'h' ? unit : 's'];
}

function wholeNumber(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function wholeNumbers(text: string): number[] | null {
  const numbers = text.split(',').map(wholeNumber);
  return numbers.every((number) => number !== null) ? numbers : null;
}
