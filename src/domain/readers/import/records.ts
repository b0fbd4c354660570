import { AppError } from '../../../core/errors.ts';

export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** In characters: a quote that is never closed must not fill the memory. */
const LONGEST_RECORD = 256 * 1024;

/**
 * The records of a CSV file (RFC 4180), a piece at a time, without empty ones; cells without the blanks around them. By hand, as the parser
 * we have elsewhere takes longer for a row than everything else that an import does with it.
 * @param pieces whole lines that end in `\n`, as `foreignLines` gives them
 * @throws AppError `invalid` for a quote that is never closed
 */
export async function* recordsOf(
  pieces: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<readonly CsvRecord[]> {
  let rest = '';
  let line = 1;
  for await (const piece of pieces) {
    const { records, read, lines } = recordsIn(rest + piece, line, delimiter);
    line += lines;
    rest = rest === '' && read === piece.length ? '' : (rest + piece).slice(read);
    if (rest.length > LONGEST_RECORD) throw unclosed(line);
    yield records;
  }
  if (rest !== '') throw unclosed(line);
}

interface Some {
  readonly records: readonly CsvRecord[];
  /** How much of the text the records are: what follows is the beginning of one. */
  readonly read: number;
  readonly lines: number;
}

function recordsIn(text: string, firstLine: number, delimiter: string): Some {
  const records: CsvRecord[] = [];
  let line = firstLine;
  let quote = text.indexOf('"');
  let start = 0;
  while (start < text.length) {
    const end = endOfLine(text, start);
    if (quote >= 0 && quote < start) quote = text.indexOf('"', start);
    const isPlain = quote < 0 || quote >= end;
    const record = isPlain ? plainRecord(text, start, end, delimiter) : quotedRecord(text, start, delimiter);
    if (record === null) break;
    if (record.cells.some((cell) => cell !== '')) records.push({ line, cells: record.cells });
    line += isPlain ? 1 : linesIn(text, start, record.end);
    start = record.end;
  }
  return { records, read: start, lines: line - firstLine };
}

interface Cut {
  readonly cells: readonly string[];
  /** Where the next record begins. */
  readonly end: number;
}

function plainRecord(text: string, start: number, end: number, delimiter: string): Cut {
  const cells = text.slice(start, end).split(delimiter);
  return { cells: cells.map((cell) => cell.trim()), end };
}

/** Null when a quoted cell of it does not end in this text. */
function quotedRecord(text: string, start: number, delimiter: string): Cut | null {
  const cells: string[] = [];
  for (let at = start; ; ) {
    const cell = cellAt(text, at, delimiter);
    if (cell === null) return null;
    cells.push(cell.text);
    if (text[cell.end] !== delimiter) return { cells, end: Math.min(cell.end + 1, text.length) };
    at = cell.end + 1;
  }
}

/** One cell, and where the delimiter or line end behind it is. A quote elsewhere than at the beginning is only a quote. */
function cellAt(text: string, start: number, delimiter: string): { text: string; end: number } | null {
  const opening = skipBlanks(text, start);
  if (text[opening] !== '"') {
    const end = endOfCell(text, start, delimiter);
    return { text: text.slice(start, end).trim(), end };
  }
  const closing = closingQuote(text, opening + 1);
  if (closing === null) return null;
  const inside = text.slice(opening + 1, closing).replaceAll('""', '"');
  const end = endOfCell(text, closing + 1, delimiter);
  return { text: inside + text.slice(closing + 1, end).trim(), end };
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at += 1;
  return at;
}

/** A quote that is written twice does not close. */
function closingQuote(text: string, start: number): number | null {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return null;
}

function endOfCell(text: string, start: number, delimiter: string): number {
  const lineEnd = text.indexOf('\n', start);
  const line = lineEnd < 0 ? text.length : lineEnd;
  const cell = text.indexOf(delimiter, start);
  return cell < 0 || cell > line ? line : cell;
}

/** Behind the `\n`. */
function endOfLine(text: string, start: number): number {
  return text.indexOf('\n', start) + 1 || text.length;
}

function linesIn(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = endOfLine(text, start); at < end; at = endOfLine(text, at)) lines += 1;
  return lines + 1;
}

function unclosed(line: number): AppError {
  return new AppError('invalid', `the row that begins in line ${line} never ends`, {
    help: `a quote in line ${line} is opened and not closed; a quote inside a quoted cell is written twice`,
  });
}
