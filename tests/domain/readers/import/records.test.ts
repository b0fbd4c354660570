import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRecord, recordsOf } from '../../../../src/domain/readers/import/records.ts';
import { runs } from '../../../support/runs.ts';

async function read(text: string, pieceLines = 2, delimiter = ','): Promise<readonly CsvRecord[]> {
  const lines = text.split(/(?<=\n)/);
  async function* pieces() {
    for (let at = 0; at < lines.length; at += pieceLines) yield lines.slice(at, at + pieceLines).join('');
  }
  const records: CsvRecord[] = [];
  for await (const some of recordsOf(pieces(), delimiter)) records.push(...some);
  return records;
}

describe('the records of a CSV file', () => {
  test('plain lines, quoted cells with delimiters, line ends and quotes, and empty lines', async () => {
    const text = 'a,b\n1, "x, y"\n\n"two\n\nlines ""q""",2\n3,4\n,\n5,"6"\n7,8';
    expect(await read(text)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'x, y'] },
      { line: 4, cells: ['two\n\nlines "q"', '2'] },
      { line: 7, cells: ['3', '4'] },
      { line: 9, cells: ['5', '6'] },
      { line: 10, cells: ['7', '8'] },
    ]);
  });

  test('a quote in the middle of a cell is only a quote', async () => {
    expect((await read('a\nBob "Bobby" B\nc\n')).map(({ cells }) => cells[0])).toEqual([
      'a',
      'Bob "Bobby" B',
      'c',
    ]);
  });

  test.each([
    ['at the end', 'a,b\n1,2\n"3,4\n5,6\n'],
    ['far from the end', `a,b\n1,2\n"3,4\n${'5,6\n'.repeat(100_000)}`],
  ])('a quote that is never closed is named by its line, %s', async (_, text) => {
    await expect(read(text, 1_000)).rejects.toMatchObject({
      code: 'invalid',
      message: 'the row that begins in line 3 never ends',
    });
  });

  test('are what the parser makes of the whole file, however it comes in pieces', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', ' ', "'"), maxLength: 5 });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
    const check = fc.asyncProperty(table, fc.nat(3), fc.boolean(), async (rows, more, all) => {
      const text = stringify(rows, { quoted: all });
      const parsed: string[][] = parse(text, { relax_column_count: true, trim: true });
      const expected = parsed.filter((cells) => cells.some((one) => one !== ''));
      expect((await read(text, more + 1)).map(({ cells }) => cells)).toEqual(expected);
    });
    await fc.assert(check, runs(4_180, 300));
  });
});
