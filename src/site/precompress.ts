import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { systemCodeOf } from '../core/errors.ts';
import { ENCODINGS, type Encoding, isCompressible, siblingOf } from './encodings.ts';
import { UNFINISHED } from './put-files.ts';
import { readWhole, traitsOf, type WholeFile } from './whole-file.ts';
import { pathsIn } from './write.ts';

/** In octets. Below, the headers of the answer weigh more than what could be saved. */
const WORTH_IT = 1_000;

/**
 * Of brotli's 11 levels: a page takes 1.5 ms, where level 10 would take 15 ms for a tenth less, and level 11 30 ms for another 3 %. A site of thousands of pages is
 * compressed in seconds.
 */
const BROTLI_QUALITY = 6;

/** Between two looks at whether there is something else to do. */
const LOOKED_AT_ONCE = 64;

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

/** Both run in the thread pool. The same octets give the same octets. */
const COMPRESS: Readonly<Record<Encoding, (octets: Buffer) => Promise<Buffer>>> = {
  br: (octets) =>
    asBrotli(octets, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: octets.length,
      },
    }),
  gzip: (octets) => asGzip(octets, { level: 9 }),
};

/**
 * Puts compressed files beside those of the site that are worth it and have none. Returns how many were made. `atOnce`: how many at the same time; by default
 * one after the other, so that whoever else needs the thread pool has the better part of it.
 *
 * None stands beside octets that it was not made of for longer than a moment: who replaces a file takes its siblings away before and after, and who makes one
 * looks afterwards whether the file is still the one that was read. A sibling has the time of its file, so that the next call sees what a kill between the two left.
 */
export async function precompress(
  folder: string,
  { signal, atOnce = 1 }: { readonly signal?: AbortSignal; readonly atOnce?: number } = {},
): Promise<number> {
  const paths = (await pathsIn(folder, '')).filter(isCompressible);
  let made = 0;
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let path = paths[next]; path !== undefined && signal?.aborted !== true; path = paths[next]) {
      next += 1;
      if (next % LOOKED_AT_ONCE === 0) await setImmediate();
      made += await compressBeside(join(folder, path));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return made;
}

async function compressBeside(file: string): Promise<number> {
  const lacking = encodingsLacking(file);
  const read = lacking.length === 0 ? null : await readWhole(file);
  if (read === null) return 0;
  const made = await Promise.all(lacking.map((encoding) => makeSibling(file, read, encoding)));
  return made.filter((isMade) => isMade).length;
}

function encodingsLacking(file: string): readonly Encoding[] {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.size < WORTH_IT) return [];
  return ENCODINGS.filter((encoding) => {
    const sibling = statSync(siblingOf(file, encoding), { throwIfNoEntry: false });
    // A time is set with a little less precision than it is read. Empty is what a power cut leaves: nothing waits for the disk here.
    const isThere =
      sibling !== undefined && sibling.size > 0 && Math.abs(sibling.mtimeMs - found.mtimeMs) < 1;
    return !isThere;
  });
}

/** False when the file was replaced meanwhile: whoever did it has this called again. */
async function makeSibling(
  file: string,
  { octets, traits, mtimeMs }: WholeFile,
  encoding: Encoding,
): Promise<boolean> {
  const sibling = siblingOf(file, encoding);
  const beside = `${sibling}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
  const compressed = await COMPRESS[encoding](octets);
  try {
    writeFileSync(beside, compressed);
    utimesSync(beside, mtimeMs / 1000, mtimeMs / 1000);
    renameSync(beside, sibling);
  } catch (error) {
    // Its folder went away with the last file in it.
    if (systemCodeOf(error) === 'ENOENT') return false;
    throw error;
  }
  if ((await traitsOf(file)) === traits) return true;
  rmSync(sibling, { force: true });
  return false;
}
