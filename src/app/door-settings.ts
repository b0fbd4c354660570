import { HOUR, MINUTE, SECOND } from '../core/clock.ts';
import { type IpRange, parseIpRange } from '../core/ip-address.ts';
import type { Rate } from '../domain/readers/guards/budget.ts';
import { type SignUpLimits, USUAL_LIMITS } from '../domain/readers/guards/sign-up-limits.ts';
import type { Variable } from './config.ts';

/** The variables that say who may come, from where and how often. */
export const DOOR_VARIABLES: readonly Variable[] = [
  {
    name: 'FORTNIGHT_TRUSTED_PROXIES',
    default: '`127.0.0.0/8, ::1`',
    meaning:
      'The proxies in front of the web server, as addresses or ranges: what they say in `X-Forwarded-For` about where a request came from is believed. `none`: nobody is.',
  },
  {
    name: 'FORTNIGHT_ALLOWED_ORIGINS',
    default: 'none',
    meaning:
      'Origins of pages elsewhere, such as `https://www.example.com, https://static.example.net`, whose forms may post a subscription here.',
  },
  {
    name: 'FORTNIGHT_SIGNUP_LIMITS',
    default: '`client=20/h, network=120/h, all=2000/h, unconfirmed=100/h`',
    meaning:
      'How many sign-ups are taken from one IP address, from its network and from everybody, as in `client=5/m`; and how many unconfirmed ones an hour are no spike yet. What is not named stays as it is.',
  },
  {
    name: 'FORTNIGHT_CONSENT_IP',
    default: '`drop`',
    meaning: '`keep` writes down the IP address with the consent; after 90 days only its network is kept.',
  },
];

/** A proxy on this machine is the usual case, and nobody else can send from there. */
const LOOPBACK = '127.0.0.0/8, ::1';

/** Reads addresses and ranges with commas between, or `none`. What is wrong is added to `problems`. */
export function readTrustedProxies(text: string | null, problems: string[]): readonly IpRange[] {
  if (text === 'none') return [];
  return entriesIn(text ?? LOOPBACK).flatMap((entry) => {
    const range = parseIpRange(entry);
    if (range !== null) return [range];
    problems.push(
      `FORTNIGHT_TRUSTED_PROXIES has "${entry}"; allowed is none, or addresses and ranges such as 10.0.0.0/8`,
    );
    return [];
  });
}

/** Reads origins with commas between, each as a browser writes it: scheme, host and port, nothing behind. */
export function readAllowedOrigins(text: string | null, problems: string[]): readonly string[] {
  return entriesIn(text ?? '').flatMap((entry) => {
    const origin = URL.canParse(entry) ? new URL(entry).origin : 'null';
    if (/^https?:/.test(origin) && entry.replace(/\/$/, '').toLowerCase() === origin) return [origin];
    problems.push(
      `FORTNIGHT_ALLOWED_ORIGINS has "${entry}"; allowed is an origin such as https://www.example.com, without a path`,
    );
    return [];
  });
}

/** Reads `client=20/h, network=120/h, all=2000/h, unconfirmed=100/h`; what is not named has its usual value. */
export function readSignUpLimits(text: string | null, problems: string[]): SignUpLimits {
  const limits: { -readonly [Name in keyof SignUpLimits]: SignUpLimits[Name] } = { ...USUAL_LIMITS };
  for (const entry of entriesIn(text ?? '')) {
    const [, name, count, unit] = /^([a-z]+)=([1-9]\d{0,6})\/([smh])$/.exec(entry) ?? [];
    const rate = { count: Number(count), period: PERIODS[unit ?? ''] ?? HOUR };
    if (name === 'client' || name === 'network' || name === 'all') limits[name] = rate;
    else if (name === 'unconfirmed' && unit === 'h') limits.unconfirmed = rate.count;
    else
      problems.push(
        `FORTNIGHT_SIGNUP_LIMITS has "${entry}"; allowed are client, network and all with a rate such as 20/h, 5/m or 1/s, and unconfirmed with one an hour`,
      );
  }
  return limits;
}

const PERIODS: Readonly<Record<string, Rate['period']>> = { s: SECOND, m: MINUTE, h: HOUR };

function entriesIn(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
