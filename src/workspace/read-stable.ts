import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** No calendar or post is larger; a larger file is somebody's mistake and is not read into memory. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Half a second in all. */
const ATTEMPTS = 10;

export type StableRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads a text file the author may be saving at this moment: again and again until its size and time stand still
 * before and after. Never blocks on a FIFO, never reads a folder, never more than `MAX_FILE_BYTES`.
 */
export async function readStable(file: string): Promise<StableRead> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const outcome = await readOnce(file);
    if (outcome !== 'changed' && (!mayBeMidSave(outcome) || attempt === ATTEMPTS)) return outcome;
    await new Promise((done) => setTimeout(done, 50));
  }
  return { kind: 'unreadable', reason: 'it keeps changing while it is read' };
}

/** Many editors empty the file first. */
function mayBeMidSave(outcome: StableRead): boolean {
  return outcome.kind === 'text' && outcome.text === '';
}

async function readOnce(file: string): Promise<StableRead | 'changed'> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return openFault(error);
  }
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) return { kind: 'unreadable', reason: 'it is not a file' };
    if (before.size > MAX_FILE_BYTES) return { kind: 'unreadable', reason: 'it is larger than 5 MB' };
    const bytes = await handle.readFile();
    const after = await handle.stat({ bigint: true });
    const still = after.mtimeNs === before.mtimeNs && BigInt(bytes.length) === after.size;
    return still ? decode(bytes) : 'changed';
  } finally {
    await handle.close();
  }
}

function openFault(error: unknown): StableRead {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  if (code === 'EACCES' || code === 'EPERM')
    return { kind: 'unreadable', reason: 'this user may not read it' };
  if (code === 'ELOOP') return { kind: 'unreadable', reason: 'its links lead in a circle' };
  if (code === 'ENXIO') return { kind: 'unreadable', reason: 'it is not a file' }; // a socket
  throw error;
}

function decode(bytes: Buffer): StableRead {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { kind: 'text', text };
  } catch {
    return { kind: 'unreadable', reason: 'it is not UTF-8 text' }; // a TypeError is how TextDecoder says so
  }
}
