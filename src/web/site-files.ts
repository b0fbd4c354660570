import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { BoundedMap } from '../core/bounded-map.ts';
import { type Encoding, isCompressible, siblingOf } from '../site/encodings.ts';
import { readWhole, traitsOf, type WholeFile } from '../site/whole-file.ts';

/** A file of the site, as it goes to a client. */
export interface ServedFile {
  /** Below the folder of the site. */
  readonly path: string;
  /** Null: the bytes are as they are. */
  readonly encoding: Encoding | null;
  readonly octets: Buffer;
  /** A strong validator (RFC 9110 8.8.3): another one for each encoding. */
  readonly tag: string;
  /** Whether there may be another encoding of it. */
  readonly varies: boolean;
}

/** Reads what the site has at a path, in the first of `encodings` that stands beside it. Null when there is nothing. */
export type ReadSite = (path: string, encodings: readonly Encoding[]) => Promise<ServedFile | null>;

/** What is known of a file as long as it is the same. */
interface Known {
  readonly traits: string;
  readonly hash: string;
  /** The compressed files that were found to be of these very bytes, by their traits. */
  readonly proven: Map<Encoding, string>;
}

const REMEMBERED_FILES = 10_000;

const DECOMPRESS = { br: promisify(brotliDecompress), gzip: promisify(gunzip) };

/**
 * Serves from the site's folder, in which files are replaced at any moment. A compressed file is handed out only once it was seen to be of the bytes beside it: whatever was written,
 * killed or restored there, nobody gets an old page in the place of a new one.
 */
export function siteReader(folder: string): ReadSite {
  const known = new BoundedMap<string, Known>(REMEMBERED_FILES);

  return async (asked, encodings) => {
    const found = await findFile(folder, asked);
    if (found === null) return null;
    const { path, file } = found;
    const varies = isCompressible(path);
    for (const encoding of varies ? encodings : []) {
      const sibling = await provenSibling(file, encoding);
      if (sibling !== null) return { path, encoding, varies, ...sibling };
    }
    const whole = await readWhole(file);
    if (whole === null) return null;
    return { path, encoding: null, varies, octets: whole.octets, tag: `"${know(file, whole).hash}"` };
  };

  function know(file: string, whole: WholeFile): Known {
    const before = known.get(file);
    if (before?.traits === whole.traits) return before;
    const hash = createHash('sha256').update(whole.octets).digest('base64url').slice(0, 22);
    const now = { traits: whole.traits, hash, proven: new Map<Encoding, string>() };
    known.set(file, now);
    return now;
  }

  async function provenSibling(
    file: string,
    encoding: Encoding,
  ): Promise<Pick<ServedFile, 'octets' | 'tag'> | null> {
    const sibling = await readWhole(siblingOf(file, encoding));
    if (sibling === null) return null;
    const before = known.get(file);
    // After the sibling was read: one that is of these bytes still is when they go out.
    if (before?.proven.get(encoding) !== sibling.traits || before.traits !== (await traitsOf(file))) {
      const whole = await readWhole(file);
      if (whole === null || !(await isMadeOf(whole.octets, sibling.octets, encoding))) return null;
      know(file, whole).proven.set(encoding, sibling.traits);
    }
    const { hash } = known.get(file) ?? {};
    return hash === undefined ? null : { octets: sibling.octets, tag: `"${hash}-${encoding}"` };
  }
}

async function isMadeOf(octets: Buffer, compressed: Buffer, encoding: Encoding): Promise<boolean> {
  try {
    const whole = await DECOMPRESS[encoding](compressed, { maxOutputLength: octets.length + 1 });
    return whole.equals(octets);
  } catch {
    return false; // it is not whole, or of other bytes: those beside it are served
  }
}

/** Names that the builder writes, and the `index.html` of a folder. Nothing leads out of the folder. */
async function findFile(
  folder: string,
  asked: string,
): Promise<{ readonly path: string; readonly file: string } | null> {
  if (/%|\\|\0|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/.test(asked)) return null;
  const path = asked.replace(/^\//, '');
  for (const candidate of path === '' || path.endsWith('/')
    ? [`${path}index.html`]
    : [path, `${path}/index.html`]) {
    const file = join(folder, candidate);
    if ((await traitsOf(file)) !== null) return { path: candidate, file };
  }
  return null;
}
