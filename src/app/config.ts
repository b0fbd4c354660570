import { isAbsolute, resolve } from 'node:path';
import { type Instant, parseInstant } from '../core/clock.ts';
import { type EmailAddress, parseEmailAddress } from '../core/email-address.ts';
import { AppError } from '../core/errors.ts';
import type { IpRange } from '../core/ip-address.ts';
import type { Secrets } from '../core/keyring.ts';
import type { DomainLimits } from '../domain/deliveries/limits.ts';
import type { SignUpLimits } from '../domain/readers/guards/sign-up-limits.ts';
import { CHECK_VARIABLES } from './check-settings.ts';
import { DEPLOY_VARIABLES } from './deploy-settings.ts';
import { type DkimConfig, readDkim } from './dkim-config.ts';
import { DOOR_VARIABLES, readAllowedOrigins, readSignUpLimits, readTrustedProxies } from './door-settings.ts';
import { FEEDBACK_VARIABLES, type FeedbackSettings, readFeedback } from './feedback-settings.ts';
import { INBOUND_VARIABLES, type InboundSettings, readInbound } from './inbound-settings.ts';
import { LISTEN_VARIABLES, readHost, readPort } from './listen-settings.ts';
import { type MailPicturesFrom, PICTURE_VARIABLES, readMailPictures } from './picture-settings.ts';
import { type RelaySettings, readDomainLimits, readRelays } from './relay-settings.ts';
import { readSecrets } from './secret-settings.ts';
import { readTelling, TELLING_VARIABLES, type TellingSettings } from './telling-settings.ts';

/** Everything the environment decides, read once at start. An absent feature is null. */
export interface Config {
  /** Where the site is reached from outside, without a trailing slash. */
  readonly url: string;
  /** Absolute path of the folder that holds all state. */
  readonly data: string;
  /** Null: a file in the data folder holds them, made at first start. */
  readonly secrets: Secrets | null;
  /** In order of preference. Empty: mail goes to the embedded mailbox. */
  readonly relays: readonly RelaySettings[];
  readonly domainLimits: DomainLimits;
  /** Null: mail is not signed. */
  readonly dkim: DkimConfig | null;
  /** Whose word counts about what became of our mails. */
  readonly feedback: FeedbackSettings;
  /** Null: no mail comes in. */
  readonly inbound: InboundSettings | null;
  readonly port: number;
  readonly host: string;
  /** Proxies in front of the web server, whose word for a client's address is taken. */
  readonly trustedProxies: readonly IpRange[];
  /** Origins of pages elsewhere whose forms may post a subscription here, such as `https://www.example.com`. */
  readonly allowedOrigins: readonly string[];
  readonly signUpLimits: SignUpLimits;
  /** Whether the IP address is written down with a reader's consent. */
  readonly keepConsentIp: boolean;
  /** Test mode: every mail goes to this address instead of its reader. Null: to the readers. */
  readonly allMailTo: EmailAddress | null;
  /** What becomes of a mail that was begun and never answered: it is kept for the author to decide, or sent once more. */
  readonly uncertain: 'hold' | 'resend';
  readonly mailPictures: MailPicturesFrom;
  /** True: the embedded mailbox may run although `url` is not on this machine. */
  readonly mailboxAllowed: boolean;
  /** Carries the site to another host; null: it stays here. May hold secrets. */
  readonly deployCommand: string | null;
  readonly telling: TellingSettings;
  /** Absolute path of a file of recorded facts that stands in for the database when the calendar is checked or planned. */
  readonly facts: string | null;
  /** The moment at which the calendar is checked and planned; null: now. The worker always goes by the real clock. */
  readonly now: Instant | null;
}

/** One environment variable, as `docs/configuration.md` lists it. */
export interface Variable {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
}

export const VARIABLES: readonly Variable[] = [
  {
    name: 'FORTNIGHT_URL',
    default: '`http://localhost:PORT`',
    meaning: 'Where readers reach the site; every link starts with it.',
  },
  {
    name: 'FORTNIGHT_DATA',
    default: '`./data`',
    meaning: 'The folder that holds all state: database, site, mailbox, backups.',
  },
  {
    name: 'FORTNIGHT_SECRET',
    default: 'the file `secret` in the data folder',
    meaning:
      'The secret that signs links, at least 32 characters. Without it a file readable only by its owner is made at first start.',
  },
  {
    name: 'FORTNIGHT_SECRET_PREVIOUS',
    default: 'none',
    meaning:
      'The secrets that stood in `FORTNIGHT_SECRET` before, newest first, with a blank between: what they signed stays good. The last of them must stay for ever.',
  },
  {
    name: 'FORTNIGHT_MAILBOX',
    default: '`local`',
    meaning:
      '`local` runs the embedded mailbox only while `FORTNIGHT_URL` is on this machine; `allow` runs it anyway.',
  },
  {
    name: 'SMTP_URL',
    default: 'the embedded mailbox',
    meaning: 'The mail server that takes our mail: `smtps://user:password@host:465` or `smtp://…:587`.',
  },
  {
    name: 'SMTP_URL_2',
    default: 'none',
    meaning: 'A second mail server, for what the first cannot take; and so on up to `SMTP_URL_9`.',
  },
  {
    name: 'SMTP_DOMAIN_LIMITS',
    default: 'none',
    meaning:
      'What single recipient domains are given at most: `gmail.com=5/s:4, *=30/m` is 5 mails a second over 4 connections to gmail.com, and 30 a minute to each other domain.',
  },
  {
    name: 'DKIM_KEY',
    default: 'mail is not signed',
    meaning:
      'The PEM files of the keys that sign mail: one RSA, one Ed25519, or one of each with a comma between. The file name without `.pem` is the selector, unless it is written `selector=file`.',
  },
  {
    name: 'DKIM_DOMAIN',
    default: 'the domain of the From address',
    meaning: 'The domain that signs.',
  },
  {
    name: 'FORTNIGHT_ALL_MAIL_TO',
    default: 'nothing',
    meaning:
      'Test mode: every mail goes to this address instead of its reader, who is named in the subject. No real mailing leaves meanwhile.',
  },
  {
    name: 'FORTNIGHT_UNCERTAIN',
    default: '`hold`',
    meaning:
      'What becomes of a mail that was begun and never answered: `hold` keeps it for you to decide; `resend` sends it once more with the same Message-ID, so that some readers may get it twice.',
  },
  ...FEEDBACK_VARIABLES,
  ...INBOUND_VARIABLES,
  ...LISTEN_VARIABLES,
  ...DOOR_VARIABLES,
  ...DEPLOY_VARIABLES,
  ...PICTURE_VARIABLES,
  ...TELLING_VARIABLES,
  ...CHECK_VARIABLES,
];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from environment variables; `root` resolves relative paths.
 * All problems are listed in one AppError `configuration`.
 */
export function readConfig(environment: Environment, root: string): Config {
  const problems: string[] = [];
  const value = (name: string): string | null => {
    const text = environment[name]?.trim();
    return text === undefined || text === '' ? null : text;
  };
  problems.push(...unknownVariables(environment));
  const port = readPort(value('PORT'), problems);
  const config: Config = {
    url: readUrl(value('FORTNIGHT_URL'), port, problems),
    data: readFolder(value('FORTNIGHT_DATA'), root),
    secrets: readSecrets(value('FORTNIGHT_SECRET'), value('FORTNIGHT_SECRET_PREVIOUS'), problems),
    relays: readRelays(value, problems),
    domainLimits: readDomainLimits(value('SMTP_DOMAIN_LIMITS'), problems),
    dkim: readDkim(value('DKIM_KEY'), value('DKIM_DOMAIN'), root, problems),
    feedback: readFeedback(value, problems),
    inbound: readInbound(value, problems),
    port,
    host: readHost(value('HOST'), problems),
    trustedProxies: readTrustedProxies(value('FORTNIGHT_TRUSTED_PROXIES'), problems),
    allowedOrigins: readAllowedOrigins(value('FORTNIGHT_ALLOWED_ORIGINS'), problems),
    signUpLimits: readSignUpLimits(value('FORTNIGHT_SIGNUP_LIMITS'), problems),
    keepConsentIp:
      readChoice('FORTNIGHT_CONSENT_IP', value('FORTNIGHT_CONSENT_IP'), ['drop', 'keep'], problems) ===
      'keep',
    allMailTo: readAddress('FORTNIGHT_ALL_MAIL_TO', value('FORTNIGHT_ALL_MAIL_TO'), problems),
    uncertain:
      readChoice('FORTNIGHT_UNCERTAIN', value('FORTNIGHT_UNCERTAIN'), ['hold', 'resend'], problems) ?? 'hold',
    mailboxAllowed:
      readChoice('FORTNIGHT_MAILBOX', value('FORTNIGHT_MAILBOX'), ['local', 'allow'], problems) === 'allow',
    mailPictures: readMailPictures(value('FORTNIGHT_MAIL_PICTURES'), problems),
    deployCommand: value('FORTNIGHT_DEPLOY_COMMAND'),
    telling: readTelling(value, problems),
    facts: readPath(value('FORTNIGHT_FACTS'), root),
    now: readInstant(value('FORTNIGHT_NOW'), problems),
  };
  problems.push(...mailboxProblem(config, problems));
  if (problems.length > 0) throw configurationError(problems);
  return Object.freeze(config);
}

/** Whether a URL points at this machine. */
function isLocalUrl(url: string): boolean {
  const host = new URL(url).hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host);
}

function configurationError(problems: readonly string[]): AppError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  const list = problems.map((problem) => `  - ${problem}`).join('\n');
  return new AppError('configuration', `the configuration has ${count}:\n${list}`, {
    help: 'set the variables in the environment or in a file `.env` beside `calendar/`; docs/configuration.md explains each',
  });
}

/** A misspelt variable would otherwise be ignored in silence. */
function unknownVariables(environment: Environment): string[] {
  const known = new Set(VARIABLES.map((variable) => variable.name));
  return Object.keys(environment)
    .filter((name) => name.startsWith('FORTNIGHT_') && !known.has(name))
    .map((name) => `${name} is not a variable Fortnight knows; allowed are ${[...known].join(', ')}`);
}

function readUrl(text: string | null, port: number, problems: string[]): string {
  const fallback = `http://localhost:${port}`;
  if (text === null) return fallback;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.search === '' &&
    url.hash === '' &&
    url.username === ''
  ) {
    return url.href.replace(/\/+$/, '');
  }
  problems.push(`FORTNIGHT_URL is "${text}"; allowed is an address such as https://blog.example.com`);
  return fallback;
}

function readPath(text: string | null, root: string): string | null {
  return text === null ? null : resolve(root, text);
}

function readInstant(text: string | null, problems: string[]): Instant | null {
  if (text === null) return null;
  const instant = parseInstant(text);
  if (instant === null)
    problems.push(`FORTNIGHT_NOW is "${text}"; allowed is an instant such as 2026-12-08T17:00:00Z`);
  return instant;
}

function readFolder(text: string | null, root: string): string {
  const folder = text ?? 'data';
  return isAbsolute(folder) ? folder : resolve(root, folder);
}

function readAddress(name: string, text: string | null, problems: string[]): EmailAddress | null {
  if (text === null) return null;
  const parsed = parseEmailAddress(text);
  if (parsed.ok) return parsed.address;
  problems.push(`${name} is "${text}"; allowed is one address: ${parsed.reason}`);
  return null;
}

function readChoice<Choice extends string>(
  name: string,
  text: string | null,
  allowed: readonly Choice[],
  problems: string[],
): Choice | null {
  const choice = allowed.find((candidate) => candidate === text);
  if (text === null || choice !== undefined) return choice ?? null;
  problems.push(`${name} is "${text}"; allowed is ${allowed.join(' or ')}`);
  return null;
}

function mailboxProblem(config: Config, others: readonly string[]): string[] {
  if (config.relays.length > 0 || config.mailboxAllowed || isLocalUrl(config.url)) return [];
  if (others.some((problem) => problem.startsWith('SMTP_URL'))) return [];
  return [
    `SMTP_URL is not set, so every mail would stay in the embedded mailbox, yet FORTNIGHT_URL is ${config.url}: set SMTP_URL, or FORTNIGHT_MAILBOX=allow if that is what you want`,
  ];
}
