import { randomBytes } from 'node:crypto';
import { rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
 * Puts compressed files beside those of the site that are worth it and have none, one after the other, so that whoever else needs the thread pool has the better part of it.
 * Returns how many were made.
 *
 * None stands beside octets that it was not made of for longer than a moment: who replaces a file takes its siblings away before and after, and who makes one
 * looks afterwards whether the file is still the one that was read. A sibling has the time of its file, so that the next call sees what a kill between the two left.
 */
export async function precompress(folder: string, signal?: AbortSignal): Promise<number> {
  let made = 0;
  for (const path of (await pathsIn(folder, '')).filter(isCompressible)) {
    if (signal?.aborted === true) break;
    made += await compressBeside(join(folder, path));
  }
  return made;
}

async function compressBeside(file: string): Promise<number> {
  const lacking = await encodingsLacking(file);
  const read = lacking.length === 0 ? null : await readWhole(file);
  if (read === null) return 0;
  let made = 0;
  for (const encoding of lacking) if (await makeSibling(file, read, encoding)) made += 1;
  return made;
}

async function encodingsLacking(file: string): Promise<readonly Encoding[]> {
  const found = await stat(file).catch(whenAbsent);
  if (found === null || found.size < WORTH_IT) return [];
  const lacking: Encoding[] = [];
  for (const encoding of ENCODINGS) {
    const sibling = await stat(siblingOf(file, encoding)).catch(whenAbsent);
    // A time is set with a little less precision than it is read. Empty is what a power cut leaves: nothing waits for the disk here.
    const isThere = sibling !== null && sibling.size > 0 && Math.abs(sibling.mtimeMs - found.mtimeMs) < 1;
    if (!isThere) lacking.push(encoding);
  }
  return lacking;
}

/** False when the file was replaced meanwhile: whoever did it has this called again. */
async function makeSibling(
  file: string,
  { octets, traits, mtimeMs }: WholeFile,
  encoding: Encoding,
): Promise<boolean> {
  const sibling = siblingOf(file, encoding);
  const beside = `${sibling}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
  try {
    await writeFile(beside, await COMPRESS[encoding](octets));
    await utimes(beside, mtimeMs / 1000, mtimeMs / 1000);
    await rename(beside, sibling);
  } catch (error) {
    // Its folder went away with the last file in it.
    if (systemCodeOf(error) === 'ENOENT') return false;
    throw error;
  }
  if ((await traitsOf(file)) === traits) return true;
  await rm(sibling, { force: true });
  return false;
}

function whenAbsent(error: unknown): null {
  if (systemCodeOf(error) === 'ENOENT') return null;
  throw error;
}
