import { constants } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, systemCodeOf } from '../core/errors.ts';

const MAX_BYTES = 5 * 1024 * 1024;

/**
 * The bytes of a file the author names on the command line. Never blocks on a FIFO, never reads a folder or more than 5 MB.
 * @throws AppError `not-found`, `invalid` or `unavailable`, with the file's name
 */
export async function readForeignFile(file: string): Promise<Uint8Array> {
  const { handle, size } = await openFile(file);
  try {
    if (size > MAX_BYTES) throw new AppError('invalid', `${file} is larger than 5 MB: that is no plan`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/**
 * The first octets of such a file, however large it is.
 * @param most how many at most
 * @throws AppError `not-found`, `invalid` or `unavailable`, with the file's name
 */
export async function readForeignHead(file: string, most: number): Promise<Uint8Array> {
  const { handle, size } = await openFile(file);
  try {
    const octets = Buffer.alloc(Math.min(size, most));
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
    throw openFault(error, path);
  }
}

/** A file of any size, read a chunk at a time. */
export interface LongForeignFile {
  /** In bytes. */
  readonly size: number;
  /** Its beginning. */
  readonly head: Uint8Array;
  /** All of it, from its beginning; can be asked for once. */
  readonly chunks: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Opens such a file however long it is.
 * @throws AppError `not-found`, `invalid` or `unavailable`, with the file's name
 */
export async function openLongForeignFile(file: string): Promise<LongForeignFile> {
  const { handle, size } = await openFile(file);
  const head = Buffer.alloc(CHUNK_BYTES);
  const { bytesRead } = await handle.read(head, 0, CHUNK_BYTES, 0);
  return {
    size,
    head: head.subarray(0, bytesRead),
    chunks: handle.createReadStream({ start: 0, highWaterMark: CHUNK_BYTES, autoClose: false }),
    close: () => handle.close(),
  };
}

async function openFile(file: string): Promise<{ readonly handle: FileHandle; readonly size: number }> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw openFault(error, file);
  });
  const found = await handle.stat();
  if (found.isFile()) return { handle, size: found.size };
  await handle.close();
  throw new AppError('invalid', `${file} is ${found.isDirectory() ? 'a folder' : 'not a file'}`);
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
