import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, linesOfFile } from '../../src/workspace/long-file.ts';
import { temporaryFolder } from '../support/stores.ts';

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

test('lines come whole, wherever the pieces of a stream are cut', async () => {
  const line = fc.stringMatching(/^[a-z ]{0,20}$/);
  const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(line), cuts, fc.constantFrom('\n', '\r\n'), async (lines, sizes, end) => {
      const text = lines.map((one) => `${one}${end}`).join('');
      const pieces: Buffer[] = [];
      for (let at = 0, n = 0; at < text.length; n += 1) {
        const size = sizes[n % sizes.length] ?? 1;
        pieces.push(Buffer.from(text.slice(at, at + size)));
        at += size;
      }
      expect(await all(linesOf(Readable.from(pieces)))).toEqual(lines);
    }),
  );
});

test('a last line needs no end', async () => {
  expect(await all(linesOf(Readable.from([Buffer.from('a\nb')])))).toEqual(['a', 'b']);
  expect(await all(linesOf(Readable.from([])))).toEqual([]);
});

test('of a line without end only the beginning is kept', async () => {
  const piece = Buffer.alloc(100_000, 'x');
  const pieces = Array.from({ length: 50 }, () => piece);
  const [line = '', next] = await all(linesOf(Readable.from([...pieces, Buffer.from('\nnext\n')])));
  expect([line.length, next]).toEqual([16_384, 'next']);
});

test('a packed file is unpacked, also one of several parts', async () => {
  const file = join(temporaryFolder(), 'mail.log.2.gz');
  await writeFile(file, Buffer.concat([gzipSync('a\nb\n'), gzipSync('c\n')]));
  expect(await all(linesOfFile(file))).toEqual(['a', 'b', 'c']);
});

test('what cannot be read is said in words', async () => {
  const folder = temporaryFolder();
  await expect(all(linesOfFile(join(folder, 'x')))).rejects.toMatchObject({ code: 'not-found' });
  await expect(all(linesOfFile(folder))).rejects.toMatchObject({ code: 'invalid' });
  await writeFile(join(folder, 'x.gz'), 'not packed');
  await expect(all(linesOfFile(join(folder, 'x.gz')))).rejects.toMatchObject({ code: 'unavailable' });
});
