import { mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MINUTE } from '../core/clock.ts';
import { AppError, systemCodeOf } from '../core/errors.ts';
import type { Picture } from '../domain/posts/drawing.ts';
import { isSibling, siblingsOf } from './encodings.ts';
import type { KeptLines } from './kept/kept-lines.ts';
import { hashOf, type MadeFile } from './kept/site-cache.ts';
import type { SiteFile } from './model.ts';
import { type Batch, besideOf, openBatch, putInPlace, UNFINISHED } from './put-files.ts';

/** Says that a folder's files are ours to remove. */
const MARKER = '.fortnight-site';

/** In milliseconds. An unfinished file this old was left behind by a kill; a younger one may be in another process's hands. */
const ABANDONED_AFTER = 10 * MINUTE;

/** Pictures of mails: what is in an inbox refers to them for ever, whatever became of the post. */
export const KEPT = 'media/';

/** The paths of the files that were written, in that order, and of those that were removed. */
export interface SiteChanges {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** What files were made from, by path. */
type MadeFiles = Pick<KeptLines<MadeFile>, 'get' | 'set'>;

/**
 * Makes `folder` hold exactly `files`. Each file is written beside, flushed and renamed, assets and pages before the indexes that lead to
 * them; what no longer belongs, but for pictures of mails, is removed last. So at every instant each file is whole and each link leads somewhere.
 * Files that are already right are not touched; what stands compressed beside one (`precompress.ts`) goes with it, and is not told of. Two processes may write at once: no file is ever torn, though which one's stands at the end
 * is for the caller to care about. `made` says what files were made from before, so that none is made only to see that it is right; and it is told.
 *
 * Throws `refused` when the folder holds files that this function did not put there, `unavailable` when the disk will not take them.
 */
export async function writeSite(
  folder: string,
  files: readonly SiteFile[],
  made: MadeFiles = new Map(),
): Promise<SiteChanges> {
  try {
    await claim(folder);
    const written = await writeInOrder(folder, files, made, (file) => presentIn(folder, file, made));
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

/**
 * The same for a folder to which nobody has written since `made` was told of all that is in it: what has not changed is not even looked at. What
 * somebody changed by hand meanwhile is put right by the next `writeSite`.
 */
export async function writeChanges(
  folder: string,
  files: readonly SiteFile[],
  made: MadeFiles & Pick<KeptLines<MadeFile>, 'keys' | 'forget'>,
): Promise<SiteChanges> {
  try {
    const written = await writeInOrder(folder, files, made, async ({ path }) => made.get(path) ?? null);
    const wanted = new Set(files.map((file) => file.path));
    const removed = made.keys().filter((path) => !wanted.has(path) && !path.startsWith(KEPT));
    for (const path of removed.toSorted()) {
      for (const one of [path, ...siblingsOf(path)]) await remove(folder, one);
      made.forget(path);
    }
    return { written, removed };
  } catch (error) {
    throw asWriteFailure(error, folder);
  }
}

/** `present`: what stands at the place of a file; null for nothing. */
async function writeInOrder(
  folder: string,
  files: readonly SiteFile[],
  made: MadeFiles,
  present: (file: SiteFile) => Promise<MadeFile | null>,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const role of ['asset', 'page', 'index'] as const) {
    const batch = openBatch(folder, ({ path, key, hash }) => {
      made.set(path, { key, hash });
      written.push(path);
    });
    try {
      for (const file of files) if (file.role === role) await bringIn(file, await present(file), made, batch);
      await batch.end();
    } catch (error) {
      await batch.giveUp();
      throw error;
    }
  }
  return written;
}

async function bringIn(file: SiteFile, there: MadeFile | null, made: MadeFiles, batch: Batch): Promise<void> {
  const { path, contents, key = null } = file;
  const isNamed = typeof contents === 'function' && key === null;
  if (there !== null && (isNamed || (key !== null && there.key === key))) return note(made, path, there);
  const bytes = typeof contents === 'function' ? await contents() : contents;
  const hash = hashOf(bytes);
  if (there?.hash === hash) return note(made, path, { key, hash });
  await batch.add({ path, key, hash, bytes });
}

function note(made: MadeFiles, path: string, { key, hash }: MadeFile): void {
  const known = made.get(path);
  if (known?.key !== key || known.hash !== hash) made.set(path, { key, hash });
}

/** Of a file whose path holds a hash of all that decides it, only whether it is there. */
async function presentIn(
  folder: string,
  { path, contents, key }: SiteFile,
  made: MadeFiles,
): Promise<MadeFile | null> {
  const place = join(folder, path);
  if (typeof contents === 'function' && key === undefined)
    return (await changedAt(place)) === null ? null : { key: null, hash: '' };
  const bytes = await readFile(place).catch(whenAbsent);
  if (bytes === null) return null;
  const hash = hashOf(bytes);
  const known = made.get(path);
  return { key: known?.hash === hash ? known.key : null, hash };
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
    for (const { path, bytes } of pictures) await writeIfDifferent(folder, path, bytes);
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
  await writeIfDifferent(folder, MARKER, 'Written by Fortnight. Other files in this folder are removed.\n');
}

async function writeIfDifferent(folder: string, path: string, contents: string | Uint8Array): Promise<void> {
  const bytes = typeof contents === 'string' ? Buffer.from(contents) : contents;
  const present = await readFile(join(folder, path)).catch(whenAbsent);
  if (present?.equals(bytes) !== true) await putInPlace(folder, [{ path, bytes }]);
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
  const probe = besideOf(join(folder, 'now'));
  await writeFile(probe, '');
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
