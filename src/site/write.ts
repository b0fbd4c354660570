import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { AppError, systemCodeOf } from '../core/errors.ts';
import type { SiteFile } from './model.ts';

/** Says that a folder's files are ours to remove. */
const MARKER = '.fortnight-site';

/** Ends the name of a file that is not whole yet; what a kill leaves behind is removed by the next write. */
const UNFINISHED = '.unfinished';

const ORDER: Readonly<Record<SiteFile['role'], number>> = { asset: 0, page: 1, index: 2 };

/**
 * Makes `folder` hold exactly `files`. Each file is written beside, flushed and renamed, assets and pages before the indexes that lead to
 * them; what no longer belongs is removed last. So at every instant each file is whole and each link leads somewhere.
 * Files that are already right are not touched. Returns the paths written and removed.
 *
 * Throws `refused` when the folder holds files that this function did not put there, `unavailable` when the disk will not take them.
 */
export async function writeSite(
  folder: string,
  files: readonly SiteFile[],
): Promise<{ readonly written: readonly string[]; readonly removed: readonly string[] }> {
  try {
    await claim(folder);
    const written: string[] = [];
    for (const file of files.toSorted((a, b) => ORDER[a.role] - ORDER[b.role])) {
      if (await writeIfDifferent(join(folder, file.path), file.contents)) written.push(file.path);
    }
    const wanted = new Set([MARKER, ...files.map((file) => file.path)]);
    const removed = (await pathsIn(folder)).filter((path) => !wanted.has(path));
    for (const path of removed) await remove(folder, path);
    return { written, removed };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'unavailable',
      `the site cannot be written to ${folder}: ${systemCodeOf(error) ?? String(error)}`,
      {
        help: 'is there space on the disk, and may this user write there?',
        cause: error,
      },
    );
  }
}

/** Writes the marker into a new or empty folder; a folder with other files and no marker is somebody else's. */
async function claim(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.includes(MARKER)) return;
  if (names.some((name) => !name.endsWith(UNFINISHED))) {
    throw new AppError('refused', `${folder} holds files that are not part of the site`, {
      help: 'choose an empty folder for the site: files that do not belong to it are removed',
    });
  }
  await writeIfDifferent(
    join(folder, MARKER),
    'Written by Fortnight. Other files in this folder are removed.\n',
  );
}

async function writeIfDifferent(path: string, contents: string): Promise<boolean> {
  const bytes = Buffer.from(contents);
  const present = await readFile(path).catch(whenAbsent);
  if (present?.equals(bytes) === true) return false;
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}${UNFINISHED}`;
  const file = await open(beside, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  await flushFolder(dirname(path));
  return true;
}

/** A rename is durable only when its folder is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Every file below the folder, with `/` between the parts, in order of name. */
async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

async function remove(folder: string, path: string): Promise<void> {
  await rm(join(folder, path), { force: true });
  await removeEmptyFolders(folder, dirname(path));
}

async function removeEmptyFolders(folder: string, path: string): Promise<void> {
  if (path === '.') return;
  try {
    await rmdir(join(folder, path));
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(systemCodeOf(error) ?? '')) return;
    throw error;
  }
  await removeEmptyFolders(folder, dirname(path));
}

function whenAbsent(error: unknown): null {
  if (systemCodeOf(error) === 'ENOENT') return null;
  throw error;
}
