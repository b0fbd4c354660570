import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, messageOf, systemCodeOf } from '../core/errors.ts';

/**
 * The secret kept in a file that only its owner can read (mode 0600), made when it is missing.
 * Losing it makes every link ever sent useless, so a damaged file is an error and never overwritten.
 */
export async function readOrMakeSecret(file: string): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true });
    return (await makeSecret(file)) ?? (await readSecret(file));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unavailable', `the secret file ${file} cannot be used: ${messageOf(cause)}`, {
      help: 'make the data folder writable for this user, or set FORTNIGHT_SECRET',
      cause,
    });
  }
}

/** Null when the file exists: `wx` decides, so two processes that start at once agree on one secret. */
async function makeSecret(file: string): Promise<string | null> {
  const secret = randomBytes(32).toString('base64url');
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${secret}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return secret;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return null;
    throw error;
  }
}

async function readSecret(file: string): Promise<string> {
  // The other process may be between creating and writing.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const secret = (await readFile(file, 'utf8')).trim();
    if (secret.length >= 32) return secret;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new AppError(
    'configuration',
    `the secret file ${file} is damaged: it holds fewer than 32 characters`,
    {
      help: 'restore it from a backup, or delete it: links in mails already sent will then stop working',
    },
  );
}
