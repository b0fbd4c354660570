import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { BoundedMap } from '../core/bounded-map.ts';
import { systemCodeOf } from '../core/errors.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import type { PictureLook } from '../domain/pictures/look.ts';
import { lookAtPicture } from '../domain/pictures/look.ts';
import type { Workspace } from './workspace.ts';

/** A picture of so many octets is somebody's mistake: a reader would wait for it. */
const TOO_MANY_OCTETS = 5_000_000;

/** A picture that a post names, as it lies beside it. */
export type PictureFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      /** Of its octets, SHA-256 in hexadecimal digits. */
      readonly hash: string;
      /** In octets. */
      readonly size: number;
      readonly look: Extract<PictureLook, { kind: 'picture' }>;
    };

/**
 * Finds a picture by the name that a post has for it: in the folder `posts/<id>/`, which may be named too, or else beside the post. No name leads anywhere else, and no link on the
 * disk is followed. Read while the caller waits, and only when the file has changed.
 */
export function pictureFile(workspace: Workspace, topic: TopicId, name: string): PictureFile {
  const parts = name.replace(/^(?:\.\/)+/, '').split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part)))
    return { kind: 'refused', reason: "its name leads out of the post's folder" };
  const own = parts.length > 1 && parts[0] === topic ? parts.slice(1) : parts;
  const inFolder = pictureAt(workspace, [topic, ...own]);
  if (inFolder.kind !== 'missing' || own.length > 1) return inFolder;
  return pictureAt(workspace, own);
}

/** The octets of a picture that was found; null when it is another one by now. */
export function pictureOctets({ path, hash }: Extract<PictureFile, { kind: 'file' }>): Uint8Array | null {
  const read = openPicture(path, (handle) => readFileSync(handle));
  return Buffer.isBuffer(read) && hashOf(read) === hash ? read : null;
}

function pictureAt({ postsFolder }: Workspace, parts: readonly string[]): PictureFile {
  try {
    const path = join(realpathSync(postsFolder), ...parts);
    if (realpathSync(path) !== path)
      return { kind: 'refused', reason: 'it is a link, which may lead elsewhere' };
    return openPicture(path, (handle) => lookThrough(handle, path));
  } catch (error) {
    return openFault(error);
  }
}

function openPicture<Result>(path: string, use: (handle: number) => Result): Result | PictureFile {
  let handle: number;
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    return openFault(error);
  }
  try {
    return use(handle);
  } finally {
    closeSync(handle);
  }
}

/** Pictures that were looked at, by file and what its file system says of it. */
const known = new BoundedMap<string, PictureFile>(1_000);

function lookThrough(handle: number, path: string): PictureFile {
  const stat = fstatSync(handle, { bigint: true });
  if (!stat.isFile()) return { kind: 'refused', reason: 'it is not a file' };
  const size = Number(stat.size);
  if (size >= TOO_MANY_OCTETS)
    return { kind: 'refused', reason: `it has ${(size / 1e6).toFixed(1)} MB, and 5 MB are too much` };
  const traits = [path, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
  const found = known.get(traits) ?? looked(readFileSync(handle), path);
  known.set(traits, found);
  return found;
}

function looked(octets: Buffer, path: string): PictureFile {
  const look = lookAtPicture(octets);
  if (look.kind === 'refused') return look;
  return { kind: 'file', path, hash: hashOf(octets), size: octets.length, look };
}

function hashOf(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

function openFault(error: unknown): PictureFile {
  const code = systemCodeOf(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'missing' };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'refused', reason: 'this user may not read it' };
    case 'ELOOP':
      return { kind: 'refused', reason: 'it is a link, which may lead elsewhere' };
    case 'ENAMETOOLONG':
    case 'ENXIO':
      return { kind: 'refused', reason: 'it is not a file' };
    default:
      if (code === null) throw error;
      return { kind: 'refused', reason: `it cannot be read (${code})` };
  }
}
