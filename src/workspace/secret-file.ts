import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Clock, type Instant, SECOND } from '../core/clock.ts';
import { AppError, messageOf, systemCodeOf } from '../core/errors.ts';
import { addressKeyOf, type KeyId, keyIdOf, type Secrets } from '../core/keyring.ts';
import type { Log } from '../core/log.ts';
import { readSecretText, type SecretFile, secretsIn, secretText } from './secret-text.ts';
import { syncFolder } from './write-edit.ts';

/**
 * The secrets kept in a file that only its owner can read (mode 0600), made when it is missing.
 * Losing it makes every link ever sent useless, so a damaged file is an error and never overwritten.
 */
export async function readOrMakeSecrets(file: string, now: Instant): Promise<SecretFile> {
  return inWords(file, async () => {
    await mkdir(dirname(file), { recursive: true });
    return (await makeSecrets(file, now)) ?? (await readWhole(file)).secrets;
  });
}

/**
 * Puts a new secret before the others, which stay good for what they signed. A kill at any moment leaves the file as it was or as it will be.
 * Whoever does so at the same time waits for their turn.
 * @throws AppError `conflict` when their turn does not come within seconds, or the file was changed by hand meanwhile, else as `readOrMakeSecrets`
 */
export async function rotateSecret(file: string, now: Instant): Promise<SecretFile> {
  await readOrMakeSecrets(file, now);
  return change(file, ({ current, older, addressKey }) => {
    const before = [current, ...older];
    const taken = new Set(before.map(({ secret }) => keyIdOf(secret)));
    let secret = newSecret();
    while (taken.has(keyIdOf(secret))) secret = newSecret();
    return { current: { secret, since: now }, older: before, addressKey };
  });
}

/**
 * Forgets an older secret: what it signed is void. Of the first one the key of the addresses stays.
 * @throws AppError `not-found`, `refused` for the current one, else as `rotateSecret`
 */
export async function retireSecret(file: string, id: KeyId): Promise<SecretFile> {
  return change(file, ({ current, older, addressKey }) => {
    if (keyIdOf(current.secret) === id)
      throw new AppError('refused', `${id} is the key that signs now`, {
        help: 'make a new one first: `fortnight secret rotate`',
      });
    const kept = older.filter(({ secret }) => keyIdOf(secret) !== id);
    if (kept.length === older.length) throw new AppError('not-found', `no key here has the id ${id}`);
    const first = older.at(-1);
    const left = first === undefined || kept.at(-1) === first ? null : addressKeyOf(first.secret);
    return { current, older: kept, addressKey: addressKey ?? left };
  });
}

/**
 * Follows the file: gives the secrets that are in it, and looks again at most once a second, so that a rotation is noticed by whatever is running.
 * While the file cannot be read, what was known stays.
 */
export function followSecretFile(file: string, first: SecretFile, clock: Clock, log: Log): () => Secrets {
  let known = secretsIn(first);
  let seen = '';
  let lookedAt = clock.now();
  return () => {
    const now = clock.now();
    if (now >= lookedAt && now < lookedAt + SECOND) return known;
    lookedAt = now;
    try {
      const { ino, mtimeMs, size } = statSync(file);
      const stamp = `${ino}:${mtimeMs}:${size}`;
      if (stamp === seen) return known;
      seen = stamp;
      const secrets = readSecretText(readFileSync(file, 'utf8'));
      if (secrets === null) log.warn(`the secret file ${file} is damaged; links are signed as before`);
      else known = secretsIn(secrets);
    } catch (error) {
      if (systemCodeOf(error) === null) throw error;
      if (seen !== 'unreadable')
        log.warn(`the secret file ${file} cannot be read (${messageOf(error)}); links are signed as before`);
      seen = 'unreadable';
    }
    return known;
  };
}

/** Null when the file exists: `wx` decides, so two processes that start at once agree on one secret. */
async function makeSecrets(file: string, now: Instant): Promise<SecretFile | null> {
  const made: SecretFile = { current: { secret: newSecret(), since: now }, older: [], addressKey: null };
  try {
    await writeNew(file, secretText(made));
    return made;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return null;
    throw error;
  }
}

/** One process at a time: of two that changed the same text, the second would take away the secret that the first has just made. */
async function change(file: string, edit: (secrets: SecretFile) => SecretFile): Promise<SecretFile> {
  return inWords(file, () => alone(`${file}.lock`, () => replace(file, edit)));
}

async function replace(file: string, edit: (secrets: SecretFile) => SecretFile): Promise<SecretFile> {
  const { secrets, text } = await readWhole(file);
  const changed = edit(secrets);
  // Not named by the process: in a container the next one has the same number, and may find what a kill left.
  const beside = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await writeNew(beside, secretText(changed));
    // By hand, or by an earlier version: those know of no lock.
    if ((await readFile(file, 'utf8')) !== text)
      throw new AppError('conflict', `${file} was changed meanwhile; nothing was written`, {
        help: 'run the command again',
      });
    await rename(beside, file);
    await syncFolder(dirname(file));
  } finally {
    await rm(beside, { force: true });
  }
  return changed;
}

/** In milliseconds: how often another process is waited for. It takes no longer than to flush a few lines to the disk. */
const LOCK_EVERY = 25;
const LOCK_TRIES = 80;

/**
 * Holds a lock file while `work` is done. One that a kill left behind stays until a person deletes it: whether its process is gone can only be guessed, and
 * a wrong guess could cost a secret.
 */
async function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; !(await took(lock)); tries += 1) {
    if (tries >= LOCK_TRIES)
      throw new AppError('conflict', 'another process is changing the secrets; nothing was written', {
        help: `run the command again; if none is, as after a kill or a power failure, delete ${lock}`,
      });
    await new Promise((done) => setTimeout(done, LOCK_EVERY));
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function took(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readWhole(file: string): Promise<{ readonly secrets: SecretFile; readonly text: string }> {
  // The other process may be between creating and writing.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const text = await readFile(file, 'utf8');
    const secrets = readSecretText(text);
    if (secrets !== null) return { secrets, text };
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new AppError('configuration', `the secret file ${file} is damaged: it holds no whole secret`, {
    help: 'restore it from a backup; if there is none, delete it and run `fortnight secret forget-lost`, which says first what that costs',
  });
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

async function inWords<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unavailable', `the secret file ${file} cannot be used: ${messageOf(cause)}`, {
      help: 'make the data folder writable for this user, or set FORTNIGHT_SECRET',
      cause,
    });
  }
}
