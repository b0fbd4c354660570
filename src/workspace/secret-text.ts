import { type Instant, parseInstant } from '../core/clock.ts';
import type { Secrets } from '../core/keyring.ts';

/** A secret as the file keeps it. */
export interface KeptSecret {
  readonly secret: string;
  /** When it was made; null for one from before that was noted. */
  readonly since: Instant | null;
}

/** What the secret file holds. */
export interface SecretFile {
  readonly current: KeptSecret;
  /** Newest first. */
  readonly older: readonly KeptSecret[];
  /** Left behind by the first secret when it was retired. */
  readonly addressKey: Buffer | null;
}

const HEAD = 'fortnight secrets 1';
const SHORTEST = 32;

/**
 * Reads the text of a secret file: a head, then a line for each secret, newest first (`secret WHEN VALUE`, with `-` for an unknown time),
 * then perhaps `addresses KEY`. A text without the head is one secret and nothing else, as the first version wrote it. Null when it is damaged.
 */
export function readSecretText(text: string): SecretFile | null {
  if (!text.startsWith(HEAD)) {
    const secret = text.trim();
    const current = { secret, since: null };
    return secret.length < SHORTEST ? null : { current, older: [], addressKey: null };
  }
  // A file that is still being written has no last line end.
  if (!text.endsWith('\n')) return null;
  const [, ...lines] = text.trimEnd().split('\n');
  const secrets = lines.filter((line) => line.startsWith('secret ')).map(secretIn);
  const address = lines.filter((line) => line.startsWith('addresses ')).map(addressKeyIn);
  const [current, ...older] = secrets.filter((secret) => secret !== null);
  const known = secrets.length + address.length;
  if (current === undefined || older.length + 1 < secrets.length || known < lines.length) return null;
  if (address.includes(null) || address.length > 1) return null;
  return { current, older, addressKey: address[0] ?? null };
}

/** The text that `readSecretText` reads. */
export function secretText({ current, older, addressKey }: SecretFile): string {
  const lines = [current, ...older].map(({ secret, since }) => {
    const made = since === null ? '-' : new Date(since).toISOString();
    return `secret ${made} ${secret}`;
  });
  if (addressKey !== null) lines.push(`addresses ${addressKey.toString('base64url')}`);
  return `${[HEAD, ...lines].join('\n')}\n`;
}

/** What a keyring is made of. */
export function secretsIn({ current, older, addressKey }: SecretFile): Secrets {
  return { current: current.secret, older: older.map(({ secret }) => secret), addressKey };
}

function secretIn(line: string): KeptSecret | null {
  const [, made = '', secret = ''] = /^secret (\S+) (.+)$/.exec(line) ?? [];
  const since = made === '-' ? null : parseInstant(made);
  const isWhole = secret.length >= SHORTEST && (made === '-' || since !== null);
  return isWhole ? { secret, since } : null;
}

function addressKeyIn(line: string): Buffer | null {
  const key = Buffer.from(line.slice('addresses '.length), 'base64url');
  return key.length === 32 ? key : null;
}
