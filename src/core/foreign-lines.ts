import { isUtf8 } from 'node:buffer';
import type { TextDecoder } from 'node:util';
import { AppError } from './errors.ts';
import { decodeUnmarked, oneLineEnd, utf16DecoderFor } from './foreign-text.ts';

/** In bytes. No honest line is longer, and what has no line end must not fill the memory. */
const LONGEST_LINE = 256 * 1024;

/**
 * The text of a file that some other program wrote, in pieces of whole lines that all end in `\n`, but for the last. The encoding is told as
 * `decodeForeignText` tells it, but line by line where no byte order mark rules: such files are put together of files. Holds a chunk and a line.
 * @param chunks of the file; a byte order mark is whole in the first
 * @throws AppError `invalid` for a line of more than 256 kB
 */
export async function* foreignLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of withoutMark(chunks)) {
    bytes = Buffer.concat([bytes, chunk]);
    const end = endOfLines(bytes);
    if (bytes.length - end > LONGEST_LINE) throw tooLong();
    if (end > 0) yield oneLineEnd(decodeLines(bytes.subarray(0, end)));
    bytes = bytes.subarray(end);
  }
  if (bytes.length > 0) yield oneLineEnd(decodeLines(bytes));
}

/** Without a byte order mark; what is UTF-16 becomes UTF-8. */
async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let utf16: TextDecoder | null = null;
  let first = true;
  for await (const chunk of chunks) {
    if (first) utf16 = utf16DecoderFor(chunk);
    if (utf16 !== null) yield Buffer.from(utf16.decode(chunk, { stream: true }));
    else yield first && isMarkedUtf8(chunk) ? chunk.subarray(3) : chunk;
    first = false;
  }
  if (utf16 !== null) yield Buffer.from(utf16.decode());
}

function isMarkedUtf8([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}

/** Where the last line ends. A CR at the very end may be half of a CRLF: it waits for what comes. */
function endOfLines(bytes: Buffer): number {
  const carriageReturn = bytes.subarray(0, -1).lastIndexOf('\r');
  return Math.max(bytes.lastIndexOf('\n'), carriageReturn) + 1;
}

/** All of it at once, or a line at a time where some of it is not UTF-8. */
function decodeLines(bytes: Buffer): string {
  if (isUtf8(bytes)) return decodeUnmarked(bytes);
  let text = '';
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf('\n', start) + 1 || bytes.length;
    text += decodeUnmarked(bytes.subarray(start, end));
    start = end;
  }
  return text;
}

function tooLong(): AppError {
  return new AppError('invalid', `it has a line of more than ${LONGEST_LINE / 1024} kB`, {
    help: 'a list of readers has a short line for each: is this the right file?',
  });
}
