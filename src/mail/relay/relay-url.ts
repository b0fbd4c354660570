import { AppError } from '../../core/errors.ts';
import { nearestName } from '../../core/nearest-name.ts';

/** Where and how to reach a relay, read from its URL. */
export interface RelayAddress {
  readonly host: string;
  readonly port: number;
  /** `token`: the password is an OAuth 2.0 access token, for XOAUTH2. */
  readonly login: {
    readonly user: string;
    readonly password: string;
    readonly kind: 'password' | 'token';
  } | null;
  /** `tls`: from the first byte. `starttls`: upgraded or not used at all. `plain`: never encrypted. */
  readonly security: 'tls' | 'starttls' | 'plain';
  /** How many connections are open to it at most. */
  readonly connections: number;
}

/** What may stand behind the `?` of a relay's URL. Those about pace are read where the limits are. */
const RELAY_PARAMETERS: readonly string[] = [
  'connections',
  'tls',
  'auth',
  'rate',
  'hourly',
  'daily',
  'warmup',
];

const DEFAULT_CONNECTIONS = 5;
const MOST_CONNECTIONS = 100;

const HELP =
  'for example smtps://user:password@smtp.example.com, smtp://user:password@smtp.example.com:587, or smtp://localhost:1025';

/**
 * Reads `smtp://…` or `smtps://…`. With `smtp:` TLS by STARTTLS is demanded, except on the loopback, where mail does not leave the
 * machine, and where `?tls=no` (or `allowPlainText`) says that plain text is meant; `?tls=yes` demands it on the loopback too.
 * `?auth=xoauth2` says that the password is an access token, `?connections=8` how many connections are opened at most. Throws
 * `configuration`, never repeating the password.
 */
export function parseRelayUrl(typed: string, allowPlainText = false): RelayAddress {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '') {
    throw new AppError('configuration', 'the relay URL is not an smtp:// or smtps:// URL', { help: HELP });
  }
  rejectUnknownParameters(url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const implicit = url.protocol === 'smtps:';
  const security = implicit ? 'tls' : securityOf(url, isLoopback(host) || allowPlainText);
  const port = url.port === '' ? (implicit ? 465 : 587) : Number(url.port);
  return { host, port, login: loginOf(url), security, connections: connectionsOf(url) };
}

/** For logs and `status`: scheme, user, host and port, without the password. */
export function describeRelay(address: RelayAddress): string {
  const user = address.login === null ? '' : `${address.login.user}@`;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const notes = { tls: 'TLS', starttls: 'STARTTLS', plain: 'no TLS' } as const;
  return `${user}${host}:${address.port} (${notes[address.security]})`;
}

function rejectUnknownParameters(url: URL): void {
  const names = [...url.searchParams.keys()];
  const unknown = names.find((name) => !RELAY_PARAMETERS.includes(name));
  if (unknown !== undefined) {
    const near = nearestName(unknown, RELAY_PARAMETERS);
    throw new AppError('configuration', `the relay URL has a parameter that is not known: ${unknown}`, {
      help: `${near === null ? '' : `${near} is near; `}known are ${RELAY_PARAMETERS.join(', ')}`,
    });
  }
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw new AppError('configuration', `the relay URL names ${twice} twice`, {
      help: 'keep one of the two',
    });
}

function connectionsOf(url: URL): number {
  const asked = url.searchParams.get('connections');
  if (asked === null) return DEFAULT_CONNECTIONS;
  const count = /^\d{1,3}$/.test(asked) ? Number(asked) : 0;
  if (count >= 1 && count <= MOST_CONNECTIONS) return count;
  throw new AppError(
    'configuration',
    `connections=${asked} in the relay URL is not a number from 1 to ${MOST_CONNECTIONS}`,
    { help: `for example smtps://user:password@smtp.example.com?connections=${DEFAULT_CONNECTIONS}` },
  );
}

function securityOf(url: URL, plainByDefault: boolean): 'starttls' | 'plain' {
  const asked = url.searchParams.get('tls');
  if (asked === null) return plainByDefault ? 'plain' : 'starttls';
  if (asked === 'yes') return 'starttls';
  if (asked === 'no') return 'plain';
  throw new AppError('configuration', `tls=${asked} in the relay URL is neither yes nor no`, { help: HELP });
}

function loginOf(url: URL): RelayAddress['login'] {
  if (url.username === '') return null;
  const kind = loginKind(url);
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return { user, password, kind };
  } catch (error) {
    throw new AppError('configuration', 'the user or password in the relay URL is not percent-encoded', {
      help: 'write % as %25, @ as %40, / as %2F, : as %3A',
      cause: error,
    });
  }
}

function loginKind(url: URL): 'password' | 'token' {
  const asked = url.searchParams.get('auth');
  if (asked === null) return 'password';
  if (asked.toLowerCase() === 'xoauth2') return 'token';
  throw new AppError('configuration', `auth=${asked} in the relay URL is not xoauth2`, { help: HELP });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
