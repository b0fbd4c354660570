import { readFile, rename, writeFile } from 'node:fs/promises';
import { systemCodeOf } from '../core/errors.ts';

/** What the note at `path` says, as JSON; null without one, and for one that is not whole. */
export async function readNote(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes a note whole or not at all, as a process may be killed at any time. */
export async function writeNote(path: string, said: unknown): Promise<void> {
  const beside = `${path}.${process.pid}.unfinished`;
  await writeFile(beside, JSON.stringify(said));
  await rename(beside, path);
}

export function isRecord(found: unknown): found is Readonly<Record<string, unknown>> {
  return typeof found === 'object' && found !== null;
}
