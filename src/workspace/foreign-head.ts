import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, systemCodeOf } from '../core/errors.ts';

/**
 * The first octets of a file the user names, however large it is. Never blocks on a FIFO.
 * @param most how many octets at most
 * @throws AppError `not-found`, `invalid` or `unavailable`, with the file's name
 */
export async function readForeignHead(file: string, most: number): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw fault(error, file);
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new AppError('invalid', `${file} is not a file`);
    const octets = Buffer.alloc(Math.min(found.size, most));
    const { bytesRead } = await handle.read(octets, 0, octets.length, 0);
    return octets.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * The files that a path of the user's stands for: itself, or those of a folder, in order of name and without what begins with a dot.
 * @throws AppError `not-found` or `unavailable`
 */
export async function filesAt(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    throw fault(error, path);
  }
}

function fault(cause: unknown, file: string): unknown {
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
