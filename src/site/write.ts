import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MINUTE } from '../core/clock.ts';
import { AppError, systemCodeOf } from '../core/errors.ts';
import type { Picture } from '../domain/posts/drawing.ts';
import { isSibling, siblingsOf } from './encodings.ts';
import type { SiteFile } from './model.ts';

/** Says that a folder's files are ours to remove. */
const MARKER = '.fortnight-site';

/** Ends the name of a file that is not whole yet. */
export const UNFINISHED = '.unfinished';

/** In milliseconds. An unfinished file this old was left behind by a kill; a younger one may be in another process's hands. */
const ABANDONED_AFTER = 10 * MINUTE;

/** Pictures of mails: what is in an inbox refers to them for ever, whatever became of the post. */
export const KEPT = 'media/';

const ORDER: Readonly<Record<SiteFile['role'], number>> = { asset: 0, page: 1, index: 2 };

/**
 * Makes `folder` hold exactly `files`. Each file is written beside, flushed and renamed, assets and pages before the indexes that lead to
 * them; what no longer belongs, but for pictures of mails, is removed last. So at every instant each file is whole and each link leads somewhere.
 * Files that are already right are not touched; what stands compressed beside one (`precompress.ts`) goes with it, and is not among the paths returned. Two processes may write at once: no file is ever torn, though which one's stands at the end
 * is for the caller to care about. Returns the paths written and removed.
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
      if (await writeIfNeeded(join(folder, file.path), file.contents)) written.push(file.path);
    }
    const wanted = new Set([MARKER, ...files.flatMap(({ path }) => [path, ...siblingsOf(path)])]);
    const others = (await pathsIn(folder, '')).filter((path) => !wanted.has(path));
    const gone = others.filter((path) => !path.endsWith(UNFINISHED) && !path.startsWith(KEPT));
    const left = others.filter((path) => path.endsWith(UNFINISHED));
    for (const path of [...gone, ...(await abandoned(folder, left))]) await remove(folder, path);
    return { written, removed: gone.filter((path) => !isSibling(path)) };
  } catch (error) {
    throw asWriteFailure(error, folder);
  }
}

function asWriteFailure(error: unknown, folder: string): AppError {
  if (error instanceof AppError) return error;
  return new AppError(
    'unavailable',
    `the site cannot be written to ${folder}: ${systemCodeOf(error) ?? String(error)}`,
    {
      help: 'is there space on the disk, and may this user write there?',
      cause: error,
    },
  );
}

/**
 * Adds pictures to the site in `folder`, for a mail that goes out before the site is built again. As `writeSite` does, and throws what it throws.
 */
export async function addPictures(folder: string, pictures: readonly Picture[]): Promise<void> {
  if (pictures.length === 0) return;
  try {
    await claim(folder);
    for (const { path, bytes } of pictures) await writeIfDifferent(join(folder, path), bytes);
  } catch (error) {
    throw asWriteFailure(error, folder);
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

async function writeIfNeeded(path: string, contents: SiteFile['contents']): Promise<boolean> {
  if (typeof contents !== 'function') return writeIfDifferent(path, contents);
  if ((await changedAt(path)) !== null) return false;
  return writeIfDifferent(path, await contents());
}

async function writeIfDifferent(path: string, contents: string | Uint8Array): Promise<boolean> {
  const bytes = typeof contents === 'string' ? Buffer.from(contents) : contents;
  const present = await readFile(path).catch(whenAbsent);
  if (present?.equals(bytes) === true) return false;
  const beside = await writeBeside(path, bytes);
  // Before, so that none stands beside other octets; after, so that none stays that was put there in between.
  await removeSiblings(path);
  await rename(beside, path);
  await removeSiblings(path);
  await flushFolder(dirname(path));
  return true;
}

async function removeSiblings(path: string): Promise<void> {
  for (const sibling of siblingsOf(path)) await rm(sibling, { force: true });
}

/** The bytes on the disk, under a name that is this call's alone. */
async function writeBeside(path: string, bytes: Uint8Array): Promise<string> {
  const beside = `${path}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
  const file = await openInFolder(beside);
  try {
    await file.writeFile(bytes);
    await file.sync();
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

/** A rename is durable only when its folder is. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Every file below the folder, with `/` between the parts, in order of name. A folder that goes away meanwhile holds none. */
export async function pathsIn(root: string, folder: string): Promise<string[]> {
  const entries = (await readdir(join(root, folder), { withFileTypes: true }).catch(whenAbsent)) ?? [];
  const paths: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await pathsIn(root, path)));
    else paths.push(path);
  }
  return paths;
}

/** Those nobody can still be writing, by the disk's own clock: the demo's stands in another year. */
async function abandoned(folder: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const probe = await writeBeside(join(folder, 'now'), Buffer.alloc(0));
  const now = await changedAt(probe);
  await rm(probe, { force: true });
  const ages = await Promise.all(
    paths.map(async (path) => (now ?? 0) - ((await changedAt(join(folder, path))) ?? Infinity)),
  );
  return paths.filter((_path, index) => (ages[index] ?? 0) > ABANDONED_AFTER);
}

/** When a file was last written, in epoch milliseconds; null when it is gone. */
async function changedAt(path: string): Promise<number | null> {
  return (await stat(path).catch(whenAbsent))?.mtimeMs ?? null;
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
