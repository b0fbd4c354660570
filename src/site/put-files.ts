import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCodeOf } from '../core/errors.ts';
import { siblingsOf } from './encodings.ts';

/** Ends the name of a file that is not whole yet. */
export const UNFINISHED = '.unfinished';

/** A file to be written. `path`: relative to the folder. */
export interface NewFile {
  readonly path: string;
  readonly bytes: string | Uint8Array;
}

/** Such a file, and what it is made from. */
export interface NewSiteFile extends NewFile {
  readonly key: string | null;
  readonly hash: string;
}

/** Files on their way to the disk. */
export interface Batch {
  add(file: NewSiteFile): Promise<void>;
  /** When it is done, all are in their places. */
  end(): Promise<void>;
}

/** Files that are made durable together: the disk then does at once what it would do for each. */
const TOGETHER = 64;

/** `onPlaced` hears of each file once it is in its place, in the order in which they came. */
export function openBatch(folder: string, onPlaced: (file: NewSiteFile) => void): Batch {
  let waiting: NewSiteFile[] = [];
  const end = async (): Promise<void> => {
    const files = waiting;
    waiting = [];
    await putInPlace(folder, files);
    files.forEach(onPlaced);
  };
  return {
    add: async (file) => {
      waiting.push(file);
      if (waiting.length === TOGETHER) await end();
    },
    end,
  };
}

/** Writes files beside, flushes them, and puts them in their places: each is whole at every instant, and all are durable when this is done. */
export async function putInPlace(folder: string, files: readonly NewFile[]): Promise<void> {
  const beside = await Promise.all(files.map(({ path, bytes }) => writeBeside(join(folder, path), bytes)));
  // After all are written: what one flush has brought to the disk is no work for the next.
  await Promise.all(beside.map((name) => flush(name, 'r+')));
  const places = files.map(({ path }) => join(folder, path));
  // Before, so that nothing compressed stands beside other octets; after, so that nothing stays that was put there in between.
  await Promise.all(places.map(removeSiblings));
  await Promise.all(beside.map((name, index) => rename(name, places[index] ?? '')));
  await Promise.all(places.map(removeSiblings));
  // A rename is durable only when its folder is.
  const folders = new Set(places.map((place) => dirname(place)));
  await Promise.all([...folders].map((name) => flush(name, 'r')));
}

async function removeSiblings(path: string): Promise<void> {
  await Promise.all(siblingsOf(path).map((sibling) => rm(sibling, { force: true })));
}

/** A name beside a file that is this call's alone. */
export function besideOf(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
}

async function writeBeside(path: string, bytes: string | Uint8Array): Promise<string> {
  const beside = besideOf(path);
  const file = await openInFolder(beside);
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
  return beside;
}

/** Between making the folder and opening the file, another process may find it empty and take it away: then it is made again. */
async function openInFolder(path: string): Promise<FileHandle> {
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(dirname(path), { recursive: true });
    try {
      return await open(path, 'wx');
    } catch (error) {
      if (systemCodeOf(error) !== 'ENOENT' || attempt === 5) throw error;
    }
  }
}

async function flush(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
