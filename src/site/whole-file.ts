import { open, stat } from 'node:fs/promises';
import { systemCodeOf } from '../core/errors.ts';

/** A file as it was at one instant. */
export interface WholeFile {
  readonly octets: Buffer;
  /** Names this file and no other that ever stands at its path: each is written beside and renamed. */
  readonly traits: string;
  /** When it was written, in epoch milliseconds. */
  readonly mtimeMs: number;
}

/** Reads a file of the site; null when there is none. */
export async function readWhole(file: string): Promise<WholeFile | null> {
  const handle = await open(file, 'r').catch(whenAbsent);
  if (handle === null) return null;
  try {
    const found = await handle.stat({ bigint: true });
    if (!found.isFile()) return null;
    return { octets: await handle.readFile(), traits: traitsIn(found), mtimeMs: Number(found.mtimeMs) };
  } finally {
    await handle.close();
  }
}

/** What stands at a path now; null when nothing does, or a folder. */
export async function traitsOf(file: string): Promise<string | null> {
  const found = await stat(file, { bigint: true }).catch(whenAbsent);
  return found?.isFile() === true ? traitsIn(found) : null;
}

type Stat = Awaited<ReturnType<typeof statBig>>;
const statBig = (file: string) => stat(file, { bigint: true });

function traitsIn({ ino, size, mtimeNs, ctimeNs }: Stat): string {
  return [ino, size, mtimeNs, ctimeNs].join('-');
}

function whenAbsent(error: unknown): null {
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCodeOf(error) ?? '')) return null;
  throw error;
}
