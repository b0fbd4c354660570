import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MINUTE } from '../core/clock.ts';
import { systemCodeOf } from '../core/errors.ts';
import { hasEnded, nameThisRun } from './run-name.ts';

/** In milliseconds. Nobody writes a site for longer: such a mark was left by a process that was killed out of our sight. */
const FORGOTTEN_AFTER = 10 * MINUTE;

/** What the files of the site were made from; null or something nothing is ever made from when that is not certain. */
export async function siteMadeFrom(data: string): Promise<string | null> {
  return readFile(join(data, 'site.made-from'), 'utf8').catch(whenAbsent);
}

/**
 * Runs `write`, then notes in the data folder that the site was made from `made`; but not when another process wrote during the same
 * time, because then nobody knows whose files are left: the next look writes them again. A kill leaves no such note either.
 */
export async function writeAndNote<Outcome>(
  data: string,
  made: string,
  write: () => Promise<Outcome>,
): Promise<Outcome> {
  const me = nameThisRun();
  const mark = join(data, WRITERS, encodeURIComponent(me));
  await mkdir(join(data, WRITERS), { recursive: true });
  // The mark before the note, the note before the first file: whoever finds neither of another has seen all that it wrote.
  await writeFile(mark, '');
  try {
    await setNote(data, `being written by ${me}`);
    const outcome = await write();
    const undisturbed = (await siteMadeFrom(data)) === `being written by ${me}`;
    await setNote(data, undisturbed ? made : DISPUTED);
    if (await othersWrite(data, mark)) await setNote(data, DISPUTED);
    return outcome;
  } finally {
    await rm(mark, { force: true });
  }
}

const WRITERS = 'site.writers';
const DISPUTED = 'several processes wrote at once';

async function setNote(data: string, text: string): Promise<void> {
  await writeFile(join(data, 'site.made-from'), text);
}

/** Whether another process is writing; marks of those that have ended go away. */
async function othersWrite(data: string, mine: string): Promise<boolean> {
  const now = await changedAt(mine);
  let others = 0;
  for (const name of await readdir(join(data, WRITERS))) {
    const path = join(data, WRITERS, name);
    if (path === mine) continue;
    if (hasEnded(decodeURIComponent(name)) || now - (await changedAt(path)) > FORGOTTEN_AFTER)
      await rm(path, { force: true });
    else others += 1;
  }
  return others > 0;
}

/** By the disk's own clock; a mark that is gone was the last of its process, and counts as new. */
async function changedAt(path: string): Promise<number> {
  return (await stat(path).catch(whenAbsent))?.mtimeMs ?? Number.POSITIVE_INFINITY;
}

function whenAbsent(error: unknown): null {
  if (systemCodeOf(error) === 'ENOENT') return null;
  throw error;
}
