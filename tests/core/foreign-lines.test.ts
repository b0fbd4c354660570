import { describe, expect, test } from 'vitest';
import { foreignLines } from '../../src/core/foreign-lines.ts';

async function read(bytes: Buffer, size: number): Promise<readonly string[]> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const pieces: string[] = [];
  for await (const piece of foreignLines(chunks())) pieces.push(piece);
  return pieces;
}

const TEXT = 'Brücke – “x”\nsecond\n\nlast';

describe.each([4, 7, 1_000])('a file that comes %i bytes at a time', (size) => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(`4272fc636b65209620937894${'0a'}`, 'hex')],
    ['CRLF', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['CR alone', Buffer.from(TEXT.replaceAll('\n', '\r'))],
  ])('in %s is read in whole lines', async (name, bytes) => {
    const pieces = await read(bytes, size);
    expect(pieces.join('')).toBe(name === 'Windows-1252' ? 'Brücke – “x”\n' : TEXT);
    for (const piece of pieces.slice(0, -1)) expect(piece.endsWith('\n')).toBe(true);
  });
});

test('two encodings in one file are told line by line', async () => {
  const bytes = Buffer.concat([Buffer.from('Zoë\n'), Buffer.from('Zoë\n', 'latin1'), Buffer.from('Zoë\n')]);
  expect((await read(bytes, 1_000)).join('')).toBe('Zoë\nZoë\nZoë\n');
});

test('a line that does not end is refused before it fills the memory', async () => {
  let taken = 0;
  async function* endless() {
    for (;;) {
      taken += 1;
      yield Buffer.alloc(65_536, 'x');
    }
  }
  const reading = (async () => {
    for await (const piece of foreignLines(endless())) expect(piece).toBe('');
  })();
  await expect(reading).rejects.toMatchObject({ code: 'invalid' });
  expect(taken).toBeLessThan(8);
});
