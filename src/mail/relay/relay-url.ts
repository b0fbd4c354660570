import { AppError } from '../../core/errors.ts';

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
}

const HELP =
  'for example smtps://user:password@smtp.example.com, smtp://user:password@smtp.example.com:587, or smtp://localhost:1025';

/**
 * Reads `smtp://…` or `smtps://…`. With `smtp:` TLS by STARTTLS is demanded, except on the loopback, where mail does not leave the
 * machine, and where `?tls=no` (or `allowPlainText`) says that plain text is meant; `?tls=yes` demands it on the loopback too.
 * `?auth=xoauth2` says that the password is an access token. Throws `configuration`, never repeating the password.
 */
export function parseRelayUrl(typed: string, allowPlainText = false): RelayAddress {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '') {
    throw new AppError('configuration', 'the relay URL is not an smtp:// or smtps:// URL', { help: HELP });
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const implicit = url.protocol === 'smtps:';
  const security = implicit ? 'tls' : securityOf(url, isLoopback(host) || allowPlainText);
  const port = url.port === '' ? (implicit ? 465 : 587) : Number(url.port);
  return { host, port, login: loginOf(url), security };
}

/** For logs and `status`: scheme, user, host and port, without the password. */
export function describeRelay(address: RelayAddress): string {
  const user = address.login === null ? '' : `${address.login.user}@`;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const notes = { tls: 'TLS', starttls: 'STARTTLS', plain: 'no TLS' } as const;
  return `${user}${host}:${address.port} (${notes[address.security]})`;
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
