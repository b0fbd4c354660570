import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../core/errors.ts';

/** RFC 6376 3.3 and RFC 8463: the two that are in use. */
export type Algorithm = 'rsa' | 'ed25519';

/** A private key that signs, and the name under which its public half stands in DNS. */
export interface DkimKey {
  readonly selector: string;
  readonly algorithm: Algorithm;
  readonly privateKey: KeyObject;
}

/** A key file's text, and what to call it in words for its owner. */
export interface KeySource {
  readonly selector: string;
  readonly pem: string;
  readonly file: string;
}

/** RFC 8301 3.2: receivers may ignore shorter ones, and many do. */
const SHORTEST_RSA_BITS = 2048;

const KEYGEN = 'make one with `fortnight dkim keygen`';

/**
 * Reads the keys of one configuration: an RSA one, an Ed25519 one, or one of each, in PEM (PKCS#8, or PKCS#1 for RSA).
 * @throws AppError `configuration` for what is no private key, is locked, too short, of another type, or doubled
 */
export function parseKeys(sources: readonly KeySource[]): readonly DkimKey[] {
  const keys = sources.map(parseKey);
  for (const trait of ['algorithm', 'selector'] as const) {
    const seen = new Set(keys.map((key) => key[trait]));
    if (seen.size === keys.length) continue;
    throw new AppError('configuration', `two of the DKIM keys have the same ${trait}`, {
      help: 'name one RSA key, one Ed25519 key, or one of each, each under a selector of its own',
    });
  }
  return keys;
}

/** Makes a private key, as PEM text (PKCS#8). */
export async function makeKey(algorithm: Algorithm): Promise<string> {
  const { privateKey } =
    algorithm === 'rsa'
      ? await promisify(generateKeyPair)('rsa', { modulusLength: SHORTEST_RSA_BITS })
      : await promisify(generateKeyPair)('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function parseKey({ selector, pem, file }: KeySource): DkimKey {
  const privateKey = privateKeyIn(pem, file);
  const type = privateKey.asymmetricKeyType;
  if (type === 'ed25519') return { selector, algorithm: type, privateKey };
  if (type !== 'rsa') throw fault(file, `is a key of type ${type}; DKIM knows rsa and ed25519`, KEYGEN);
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < SHORTEST_RSA_BITS)
    throw fault(file, `has ${bits} bits; ${SHORTEST_RSA_BITS} are the fewest that receivers trust`, KEYGEN);
  return { selector, algorithm: type, privateKey };
}

/** What is wrong is said without the text: it may be a secret, and errors end up in logs. */
function privateKeyIn(pem: string, file: string): KeyObject {
  const [, kind] = /^-----BEGIN ([A-Z0-9 ]+)-----\s*$/m.exec(pem) ?? [];
  if (kind === undefined) throw fault(file, 'is no PEM file: it has no line with BEGIN PRIVATE KEY', KEYGEN);
  if (kind === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type: 4,ENCRYPTED/m.test(pem))
    throw fault(file, 'is locked with a password', 'unlock it: openssl pkey -in LOCKED.pem -out KEY.pem');
  if (!kind.endsWith('PRIVATE KEY'))
    throw fault(file, `holds a ${kind.toLowerCase()}, not a private key`, 'name the file of the private key');
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch (cause) {
    throw fault(file, 'is damaged: its key cannot be read', `restore it from a backup, or ${KEYGEN}`, cause);
  }
}

function fault(file: string, words: string, help: string, cause?: unknown): AppError {
  return new AppError('configuration', `the DKIM key ${file} ${words}`, { help, cause });
}
