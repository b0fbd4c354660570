import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError, messageOf, systemCodeOf } from '../core/errors.ts';

/** Of a longer line only so much is kept: what has no line end must not fill the memory. In bytes. */
const LONGEST_LINE = 16_384;

/**
 * The lines of a file of any size, one after the other, in constant memory and without their ends; one that ends in `.gz` is unpacked on the
 * way. Bytes come as Latin-1. @throws AppError `not-found` or `unavailable` when it cannot be read
 */
export async function* linesOfFile(file: string): AsyncGenerator<string> {
  try {
    // Else a folder would fail at the first read, in the words of the system.
    if ((await stat(file)).isDirectory()) throw new AppError('invalid', `${file} is a folder`);
    const source = createReadStream(file);
    if (!file.endsWith('.gz')) return yield* linesOf(source);
    const unpacked = createGunzip();
    source.on('error', (error) => unpacked.destroy(error));
    yield* linesOf(source.pipe(unpacked));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (systemCodeOf(cause) === 'ENOENT')
      throw new AppError('not-found', `${file} does not exist`, { cause });
    throw new AppError('unavailable', `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

/** The same of a stream, such as standard input. */
export async function* linesOf(source: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + Buffer.from(chunk).toString('latin1')).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines) yield line.slice(0, LONGEST_LINE).replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}
