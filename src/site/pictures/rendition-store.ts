import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemCodeOf } from '../../core/errors.ts';
import type { Made, PictureOutcome, Rendition, RenditionUse } from '../../domain/pictures/made.ts';

/** What was made of a picture, as it is kept: its files lie beside it. */
export type MadeRecord = Made | { readonly kind: 'refused'; readonly reason: string };

const RECORD = 'made.json';

/** What was made of the picture under this key; null when nothing was, or not all of it is there any more. */
export async function readMade(folder: string, key: string): Promise<MadeRecord | null> {
  try {
    const record = parseRecord(await readFile(join(folder, key, RECORD), 'utf8'));
    const renditions = record?.kind === 'made' ? record.renditions : [];
    for (const rendition of renditions)
      await stat(join(folder, key, basename(renditionPath(key, rendition))));
    return record;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Why a picture could not be made, when it was tried before; null when nothing is known against it. Read while the caller waits. */
export function refusalNow(folder: string, key: string): string | null {
  try {
    const record = parseRecord(readFileSync(join(folder, key, RECORD), 'utf8'));
    return record?.kind === 'refused' ? record.reason : null;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Keeps what was made of a picture: its files are written beside and become visible together, the record among them. Of two processes that make the same picture, the
 * first to end has its files kept.
 */
export async function keepMade(folder: string, key: string, outcome: PictureOutcome): Promise<MadeRecord> {
  const record = recordOf(outcome);
  const beside = join(folder, `${key}.${randomBytes(6).toString('hex')}.unfinished`);
  await mkdir(beside, { recursive: true });
  try {
    const renditions = outcome.kind === 'made' ? outcome.renditions : [];
    for (const rendition of renditions)
      await writeFile(join(beside, basename(renditionPath(key, rendition))), rendition.octets);
    await writeFile(join(beside, RECORD), JSON.stringify(record));
    return (await placed(beside, join(folder, key))) ? record : ((await readMade(folder, key)) ?? record);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Whether a folder came to its place. One that stands there already stays, unless it is no record: somebody else wrote into it. */
async function placed(beside: string, place: string): Promise<boolean> {
  try {
    await rename(beside, place);
    return true;
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(systemCodeOf(error) ?? '')) throw error;
    if ((await readMade(dirname(place), basename(place))) !== null) return false;
    await rm(place, { recursive: true, force: true });
    return placed(beside, place);
  }
}

/** The file that the site serves at `path`, as it was made. @throws when it is gone */
export function readRendition(folder: string, path: string): Promise<Buffer> {
  const name = basename(path);
  return readFile(join(folder, /^[0-9a-f]*/.exec(name)?.[0] ?? '', name));
}

/** Where the site serves it. What mails and feeds refer to is kept for ever, so it lies apart from what only pages need. */
export function renditionPath(key: string, { use, width, extension }: Omit<Rendition, 'octets'>): string {
  if (use === 'plain') return `media/${key}.${extension}`;
  return `assets/pictures/${key}-${use === 'still' ? 'still' : width}.${extension}`;
}

/** Of a file by its name. */
export function pictureType(path: string): string {
  return TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

const TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  webp: 'image/webp',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
};

function recordOf(outcome: PictureOutcome): MadeRecord {
  if (outcome.kind === 'refused') return { kind: 'refused', reason: outcome.reason };
  const { kind, width, height, seeThrough } = outcome;
  const renditions = outcome.renditions.map(({ octets: _, ...rendition }) => rendition);
  return { kind, width, height, seeThrough, renditions };
}

/** Null for what is no record of ours. */
function parseRecord(text: string): MadeRecord | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null; // the disk was full, or somebody wrote into it: it is made again
  }
  if (typeof read !== 'object' || read === null || !('kind' in read)) return null;
  if (read.kind === 'refused' && 'reason' in read && typeof read.reason === 'string')
    return { kind: 'refused', reason: read.reason };
  if (read.kind !== 'made' || !('renditions' in read) || !Array.isArray(read.renditions)) return null;
  const { renditions } = read;
  const [width, height] = ['width' in read && read.width, 'height' in read && read.height];
  if (typeof width !== 'number' || typeof height !== 'number' || !renditions.every(isRendition)) return null;
  return {
    kind: 'made',
    width,
    height,
    seeThrough: 'seeThrough' in read && read.seeThrough === true,
    renditions,
  };
}

const USES: ReadonlySet<unknown> = new Set<RenditionUse>(['avif', 'webp', 'plain', 'still']);

function isRendition(value: unknown): value is Omit<Rendition, 'octets'> {
  if (typeof value !== 'object' || value === null) return false;
  const { use, extension, width, height } = value as Partial<Record<keyof Rendition, unknown>>;
  return (
    USES.has(use) &&
    typeof extension === 'string' &&
    Object.hasOwn(TYPES, extension) &&
    Number.isInteger(width) &&
    Number.isInteger(height)
  );
}
