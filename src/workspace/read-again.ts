import { type BigIntStats, statSync } from 'node:fs';
import { type Clock, SECOND, systemClock } from '../core/clock.ts';
import { readNow, type StableRead } from './read-stable.ts';

/** In milliseconds. Two changes within one tick of the file system's clock leave the same time: only what has been left alone for so long is known by it. */
const SETTLED_AFTER = 2 * SECOND;

/** Files of one process, some 10 kB each. */
const MOST_KNOWN = 10_000;

const known = new Map<string, { readonly traits: string; readonly read: StableRead }>();

/**
 * What is in a text file now, as `readNow` gives it; one that nobody has touched since the last time is not read again, and its text is the same string: the worker asks every
 * minute for posts that change once a week. `clock`: that of the file system.
 */
export function readAgain(file: string, clock: Clock = systemClock): StableRead {
  const stat = statOf(file);
  if (stat === null) return readNow(file);
  const traits = [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join('-');
  const last = known.get(file);
  if (last?.traits === traits) return last.read;
  const read = readNow(file);
  known.delete(file);
  if (read.kind === 'text' && clock.now() - Number(stat.ctimeMs) > SETTLED_AFTER) {
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(file, { traits, read });
  }
  return read;
}

/** Null for what cannot be looked at: `readNow` says why. */
function statOf(file: string): BigIntStats | null {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null; // the reading that follows meets the same fault, and has words for it
  }
}
