import { randomBytes } from 'node:crypto';
import { closeSync, fsync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
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
  /** Waits for what is on its way, whatever comes of it, and gives up the rest: for who fails in between, so that nothing lands after the next who writes. */
  giveUp(): Promise<void>;
}

/** Files that are made durable together: the disk then does at once what it would do for each. */
const TOGETHER = 64;

/**
 * `onPlaced` hears of each file once it is in its place, in the order in which they came. While the disk has one batch, the next is made: `add` waits only
 * for the batch before. A failure is thrown by the call that waits next, at last by `end`.
 */
export function openBatch(folder: string, onPlaced: (file: NewSiteFile) => void): Batch {
  let waiting: NewSiteFile[] = [];
  let onItsWay: Promise<void> = Promise.resolve();
  const send = async (): Promise<void> => {
    await onItsWay;
    const files = waiting;
    waiting = [];
    onItsWay = putInPlace(folder, files).then(() => files.forEach(onPlaced));
    onItsWay.catch(() => undefined); // whoever waits for it is told
  };
  return {
    add: async (file) => {
      waiting.push(file);
      if (waiting.length === TOGETHER) await send();
    },
    end: async () => {
      await send();
      await onItsWay;
    },
    giveUp: () => onItsWay.catch(() => undefined), // another failure is told already
  };
}

/**
 * Writes files beside, flushes them, and puts them in their places: each is whole at every instant, and all are durable when this is done. What the
 * operating system does in some microseconds is not handed to the thread pool, where it would take ten times as long; only what waits for the disk is.
 */
export async function putInPlace(folder: string, files: readonly NewFile[]): Promise<void> {
  const beside: OpenFile[] = [];
  try {
    for (const { path, bytes } of files) beside.push(writeBeside(join(folder, path), bytes));
    // After all are written: what one flush has brought to the disk is no work for the next.
    await Promise.all(beside.map(({ descriptor }) => flush(descriptor)));
  } finally {
    for (const { descriptor } of beside) closeSync(descriptor);
  }
  const folders = new Set<string>();
  for (const { place, name } of beside) {
    // Before, so that nothing compressed stands beside other octets; after, so that nothing stays that was put there in between.
    removeSiblings(place);
    renameSync(name, place);
    removeSiblings(place);
    folders.add(dirname(place));
  }
  // A rename is durable only when its folder is.
  await Promise.all([...folders].map(flushFolder));
}

function removeSiblings(path: string): void {
  for (const sibling of siblingsOf(path)) rmSync(sibling, { force: true });
}

/** A name beside a file that is this call's alone. */
export function besideOf(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
}

interface OpenFile {
  readonly place: string;
  readonly name: string;
  readonly descriptor: number;
}

function writeBeside(place: string, bytes: string | Uint8Array): OpenFile {
  const name = besideOf(place);
  const descriptor = openInFolder(name);
  try {
    writeFileSync(descriptor, bytes);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return { place, name, descriptor };
}

/** Between making the folder and opening the file, another process may find it empty and take it away: then it is made again. */
function openInFolder(path: string): number {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return openSync(path, 'wx');
    } catch (error) {
      if (systemCodeOf(error) !== 'ENOENT' || attempt === 5) throw error;
    }
    mkdirSync(dirname(path), { recursive: true });
  }
}

async function flushFolder(path: string): Promise<void> {
  const descriptor = openSync(path, 'r');
  try {
    await flush(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const flush = promisify(fsync);
