import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError, systemCodeOf } from '../core/errors.ts';

const MAX_BYTES = 5 * 1024 * 1024;

/**
 * The bytes of a file the author names on the command line. Never blocks on a FIFO, never reads a folder or more than 5 MB.
 * @throws AppError `not-found`, `invalid` or `unavailable`, with the file's name
 */
export async function readForeignFile(file: string): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw openFault(error, file);
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new AppError('invalid', `${file} is not a file`);
    if (found.size > MAX_BYTES) throw new AppError('invalid', `${file} is larger than 5 MB: that is no plan`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function openFault(cause: unknown, file: string): unknown {
  switch (systemCodeOf(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('not-found', `${file} does not exist`, { cause });
    case 'EACCES':
    case 'EPERM':
      return new AppError('unavailable', `this user may not read ${file}`, { cause });
    default:
      return cause;
  }
}
