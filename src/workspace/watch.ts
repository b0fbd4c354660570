import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemCodeOf } from '../core/errors.ts';

/** How long the files must look the same before they count as saved, in milliseconds. */
const STILL = 40;

/**
 * Yields whenever files in one of the folders have changed and stand still again, from the moment the promise is kept.
 * Ends when the signal aborts. A folder that does not exist yet is watched once another change shows it.
 */
export async function changesIn(
  folders: readonly string[],
  signal: AbortSignal,
): Promise<AsyncGenerator<void, void>> {
  return changesSince(await lookOf(folders), folders, signal);
}

async function* changesSince(
  first: string,
  folders: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<void, void> {
  const watchers = new Map<string, FSWatcher>();
  const bell = makeBell(signal);
  try {
    let seen = first;
    while (!signal.aborted) {
      for (const folder of folders) watchFolder(folder, watchers, bell.ring);
      // Looked at after the watchers stand, so that nothing can change unseen in between.
      const look = await stillLook(folders, signal);
      if (look !== seen) {
        seen = look;
        yield;
        continue;
      }
      await bell.rung();
    }
  } finally {
    for (const watcher of watchers.values()) watcher.close();
  }
}

/** Wakes a sleeper at the next ring; a ring while nobody sleeps is kept. */
function makeBell(signal: AbortSignal): { readonly ring: () => void; readonly rung: () => Promise<void> } {
  let isRung = signal.aborted;
  let wake: (() => void) | null = null;
  const ring = (): void => {
    isRung = true;
    wake?.();
  };
  signal.addEventListener('abort', ring);
  const rung = async (): Promise<void> => {
    if (!isRung) await new Promise<void>((done) => (wake = done));
    wake = null;
    isRung = false;
  };
  return { ring, rung };
}

function watchFolder(folder: string, watchers: Map<string, FSWatcher>, ring: () => void): void {
  if (watchers.has(folder)) return;
  try {
    const watcher = watch(folder, ring);
    const drop = (): void => {
      watcher.close();
      watchers.delete(folder);
      ring();
    };
    watcher.on('error', drop);
    watchers.set(folder, watcher);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error;
  }
}

/** The look of the folders once two in a row are the same: an editor saves in several steps. */
async function stillLook(folders: readonly string[], signal: AbortSignal): Promise<string> {
  let look = await lookOf(folders);
  while (!signal.aborted) {
    await pause(STILL);
    const next = await lookOf(folders);
    if (next === look) break;
    look = next;
  }
  return look;
}

/** Names, sizes and times of all files, as one text to compare. */
async function lookOf(folders: readonly string[]): Promise<string> {
  const names = await Promise.all(folders.map(filesIn));
  return (await Promise.all(names.flat().sort().map(traitsOf))).join('\n');
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).map((name) => join(folder, name));
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function traitsOf(file: string): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await stat(file);
    return `${file} ${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return file; // gone since it was listed
    throw error;
  }
}
