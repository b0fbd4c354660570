import { createHmac, hkdfSync } from 'node:crypto';

declare const keyIdBrand: unique symbol;
/** Names a secret without telling anything of it: four hexadecimal digits, derived from it. Two secrets may share one. */
export type KeyId = string & { readonly [keyIdBrand]: true };

/** Reads a key's id; null for what is none. */
export function parseKeyId(text: string): KeyId | null {
  return /^[0-9a-f]{4}$/.test(text) ? (text as KeyId) : null;
}

/** What a key is for. A key for one purpose is useless for every other. */
export type KeyPurpose =
  | 'confirm'
  | 'unsubscribe'
  | 'undo'
  | 'reason'
  | 'edition'
  | 'preferences'
  | 'new-address'
  | 'message-id'
  | 'form'
  | 'unsubscribe-mail'
  | 'bounce'
  | 'confirm-mail';

/** The keys of one secret. */
export interface SecretKeys {
  readonly id: KeyId;
  key(purpose: KeyPurpose): Buffer;
}

/** Keys derived from secrets, one per purpose (HKDF, RFC 5869). Never logged, never leaves the process. */
export interface Keyring {
  /** Of the current secret: signs what is made now. */
  readonly current: SecretKeys;
  /** The key of the current secret. */
  key(purpose: KeyPurpose): Buffer;
  /** The keys of all secrets, the current one first: any of them may have made what comes back. */
  keys(purpose: KeyPurpose): readonly Buffer[];
  /** The keys of those secrets that this id names: none, one, or by chance several. */
  keysNamed(id: string, purpose: KeyPurpose): readonly Buffer[];
  /**
   * The key under which addresses are remembered when their rows are gone. It stays that of the first secret whatever happens to secrets:
   * nobody could hash an address anew that is known by its hash alone.
   */
  readonly addressKey: Buffer;
}

/** What a keyring is made of. */
export interface Secrets {
  readonly current: string;
  /** Newest first. */
  readonly older: readonly string[];
  /** What is left of a first secret that was retired; null while it is among the others. */
  readonly addressKey: Buffer | null;
}

/** Derives keys on demand. Each secret has at least 16 characters. */
export function openKeyring(secrets: Secrets | string): Keyring {
  if (typeof secrets === 'string') return openKeyring({ current: secrets, older: [], addressKey: null });
  const current = keysOf(secrets.current);
  const all = [current, ...secrets.older.map(keysOf)];
  return {
    current,
    key: (purpose) => current.key(purpose),
    keys: (purpose) => all.map((secret) => secret.key(purpose)),
    keysNamed: (id, purpose) => all.filter((secret) => secret.id === id).map((secret) => secret.key(purpose)),
    addressKey: secrets.addressKey ?? addressKeyOf(secrets.older.at(-1) ?? secrets.current),
  };
}

/** A keyring of secrets that may change meanwhile: `look` says which they are now, and gives the same object while nothing has changed. */
export function followSecrets(look: () => Secrets): Keyring {
  let known = look();
  let keyring = openKeyring(known);
  const now = (): Keyring => {
    const secrets = look();
    if (secrets !== known) {
      keyring = openKeyring(secrets);
      known = secrets;
    }
    return keyring;
  };
  return {
    get current() {
      return now().current;
    },
    key: (purpose) => now().key(purpose),
    keys: (purpose) => now().keys(purpose),
    keysNamed: (id, purpose) => now().keysNamed(id, purpose),
    get addressKey() {
      return now().addressKey;
    },
  };
}

/** The id of a secret's keys. */
export function keyIdOf(secret: string): KeyId {
  return derive(secret, 'key-id', 2).toString('hex') as KeyId;
}

/** The key that a first secret leaves behind when it is retired. */
export function addressKeyOf(secret: string): Buffer {
  return derive(secret, 'address', 32);
}

/** The keyed hash under which an address is remembered after its row is gone, in hex. */
export function keyedHash(keyring: Keyring, text: string): string {
  return createHmac('sha256', keyring.addressKey).update(text).digest('hex');
}

function keysOf(secret: string): SecretKeys {
  const keys = new Map<KeyPurpose, Buffer>();
  return {
    id: keyIdOf(secret),
    key(purpose) {
      const known = keys.get(purpose);
      if (known !== undefined) return known;
      const key = derive(secret, purpose, 32);
      keys.set(purpose, key);
      return key;
    },
  };
}

function derive(secret: string, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'fortnight', `fortnight/${purpose}/v1`, length));
}
