import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A cut of Inter, which the cards are set in: its file, and how wide its characters are. */
export interface Font {
  readonly file: string;
  /** Whether it has a picture of the character. */
  has(character: string): boolean;
  /** Of one line, in units of the font size, without kerning. */
  widthOf(text: string): number;
}

let bold: Font | null = null;

/** The cut for titles. The file comes with the package: fonts of the machine would make other pictures on each. Read at first use. */
export function titleFont(): Font {
  bold ??= fontFrom(require.resolve('@expo-google-fonts/inter/800ExtraBold/Inter_800ExtraBold.ttf'));
  return bold;
}

/** The file of the cut for everything else. */
export function plainFontFile(): string {
  return require.resolve('@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf');
}

function fontFrom(file: string): Font {
  const bytes = readFileSync(file);
  const tables = tablesOf(bytes);
  const unitsPerEm = bytes.readUInt16BE(tableAt(tables, 'head') + 18);
  const widths = advanceWidths(bytes, tables);
  const glyphOf = characterMap(bytes, tableAt(tables, 'cmap'));
  const known = new Map<string, number>();
  const widthOfOne = (character: string): number => {
    const width = known.get(character) ?? widths(glyphOf(character.codePointAt(0) ?? 0)) / unitsPerEm;
    known.set(character, width);
    return width;
  };
  return {
    file,
    has: (character) => glyphOf(character.codePointAt(0) ?? 0) !== 0,
    widthOf: (text) => [...text].reduce((width, character) => width + widthOfOne(character), 0),
  };
}

type Tables = ReadonlyMap<string, number>;

/** Where each table begins (OpenType, "Table Directory"). */
function tablesOf(bytes: Buffer): Tables {
  const count = bytes.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const record = 12 + index * 16;
      return [bytes.toString('latin1', record, record + 4), bytes.readUInt32BE(record + 8)] as const;
    }),
  );
}

function tableAt(tables: Tables, name: string): number {
  const at = tables.get(name);
  if (at === undefined) throw new Error(`the font has no table ${name}`);
  return at;
}

/** OpenType, `hmtx`: the last width stands for all glyphs after it. */
function advanceWidths(bytes: Buffer, tables: Tables): (glyph: number) => number {
  const measured = bytes.readUInt16BE(tableAt(tables, 'hhea') + 34);
  const start = tableAt(tables, 'hmtx');
  return (glyph) => bytes.readUInt16BE(start + Math.min(glyph, measured - 1) * 4);
}

/** The glyph of a code point, 0 for none: from a `cmap` subtable of format 12, or of format 4 where there is no other. */
function characterMap(bytes: Buffer, cmap: number): (codePoint: number) => number {
  const count = bytes.readUInt16BE(cmap + 2);
  const subtables = Array.from(
    { length: count },
    (_, index) => cmap + bytes.readUInt32BE(cmap + 8 + index * 8),
  );
  const whole = subtables.find((at) => bytes.readUInt16BE(at) === 12);
  if (whole !== undefined) return (codePoint) => glyphInGroups(bytes, whole, codePoint);
  const basic = subtables.find((at) => bytes.readUInt16BE(at) === 4);
  if (basic === undefined) throw new Error('the font has no character map that can be read');
  return (codePoint) => glyphInSegments(bytes, basic, codePoint);
}

function glyphInGroups(bytes: Buffer, table: number, codePoint: number): number {
  const groups = bytes.readUInt32BE(table + 12);
  for (let low = 0, high = groups - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    const at = table + 16 + middle * 12;
    const [first, last] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return bytes.readUInt32BE(at + 8) + codePoint - first;
  }
  return 0;
}

function glyphInSegments(bytes: Buffer, table: number, codePoint: number): number {
  const segments = bytes.readUInt16BE(table + 6) / 2;
  const [ends, starts] = [table + 14, table + 16 + segments * 2];
  for (let segment = 0; segment < segments; segment += 1) {
    if (bytes.readUInt16BE(ends + segment * 2) < codePoint) continue;
    const start = bytes.readUInt16BE(starts + segment * 2);
    if (start > codePoint) return 0;
    const delta = bytes.readInt16BE(starts + segments * 2 + segment * 2);
    const offsetAt = starts + segments * 4 + segment * 2;
    const offset = bytes.readUInt16BE(offsetAt);
    if (offset === 0) return (codePoint + delta) & 0xffff;
    const glyph = bytes.readUInt16BE(offsetAt + offset + (codePoint - start) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
