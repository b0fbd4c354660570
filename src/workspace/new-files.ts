import { lstat, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, systemCodeOf } from '../core/errors.ts';

/** A file to be made: its path from the root, with forward slashes, and its text. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  /** Who may read it; as the process's umask has it when left out. */
  readonly mode?: number;
}

/** Whether anything lies at a path, be it a file, a folder or a link that leads nowhere. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return false;
    throw folderFault(error, path);
  }
}

/**
 * Writes files that must not be there yet, folders included. `wx` decides in the end, so nothing is ever overwritten.
 * @throws AppError `conflict` when one is there, `unavailable` when the folder cannot be written
 */
export async function writeNewFiles(root: string, files: readonly NewFile[]): Promise<void> {
  for (const { path, text, mode } of files) {
    try {
      await mkdir(dirname(join(root, path)), { recursive: true });
      const handle = await open(join(root, path), 'wx', mode);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw folderFault(error, join(root, path));
    }
  }
}

function folderFault(error: unknown, path: string): unknown {
  const cause = error;
  switch (systemCodeOf(error)) {
    case 'EEXIST':
      return new AppError('conflict', `${path} is there already; nothing is overwritten`, { cause });
    case 'ENOTDIR':
      return new AppError('invalid', `${path} cannot be made: a part of its path is a file`, { cause });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('unavailable', `${path} cannot be written by this user`, { cause });
    default:
      return error;
  }
}
