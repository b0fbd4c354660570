import { open } from 'node:fs/promises';
import { AppError, messageOf, systemCodeOf } from '../core/errors.ts';

export interface KeyFile {
  readonly text: string;
  /** True: others than its owner may read it. Always false where files have no such permissions. */
  readonly loose: boolean;
}

const READ_BY_OTHERS = 0o044;

/** Reads a file that holds a secret. @throws AppError `configuration` when it is missing or cannot be read */
export async function readKeyFile(file: string): Promise<KeyFile> {
  try {
    const handle = await open(file, 'r');
    try {
      const { mode } = await handle.stat();
      const loose = process.platform !== 'win32' && (mode & READ_BY_OTHERS) !== 0;
      return { text: await handle.readFile('utf8'), loose };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw fileFault(file, cause);
  }
}

function fileFault(file: string, cause: unknown): AppError {
  switch (systemCodeOf(cause)) {
    case 'ENOENT':
      return new AppError('configuration', `there is no key file ${file}`, {
        help: 'correct DKIM_KEY, or make keys with `fortnight dkim keygen`',
        cause,
      });
    case 'EACCES':
      return new AppError('configuration', `the key file ${file} cannot be read by this user`, {
        help: 'let this user own it: chown, then chmod 600',
        cause,
      });
    default:
      return new AppError('configuration', `the key file ${file} cannot be read: ${messageOf(cause)}`, {
        cause,
      });
  }
}
