import type { AlignType } from 'mdast';
import { displayWidth, wrap } from './wrap.ts';

const GAP = 2;
/** A column is not squeezed below this: one word a line is no table any more. */
const NARROWEST = 10;

/**
 * A table in plain text, its first row the heading: columns aligned, long cells wrapped within their column. Where even that does not fit into
 * `width`, each row becomes a small record of `Heading: value` lines.
 */
export function textTable(rows: readonly string[][], align: readonly AlignType[], width: number): string {
  const natural = columnWidths(rows, displayWidth);
  const least = columnWidths(rows, (cell) =>
    Math.min(Math.max(NARROWEST, longestWord(cell)), displayWidth(cell)),
  );
  const room = width - GAP * (natural.length - 1);
  const widths = squeeze(natural, least, room);
  return widths === null ? records(rows, width) : aligned(rows, align, widths);
}

function columnWidths(rows: readonly string[][], measure: (cell: string) => number): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 1, measure(cell));
  }
  return widths;
}

function longestWord(cell: string): number {
  return Math.max(0, ...cell.split(' ').map(displayWidth));
}

/** Takes columns away from the widest that can spare one, until all fit; null when they never do. */
function squeeze(natural: readonly number[], least: readonly number[], room: number): number[] | null {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; excess > 0; excess--) {
    const spare = widths.map((width, column) => (width > (least[column] ?? 0) ? width : 0));
    const widest = Math.max(...spare);
    if (widest === 0) return null;
    widths[spare.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function aligned(rows: readonly string[][], align: readonly AlignType[], widths: readonly number[]): string {
  const [head = [], ...body] = rows;
  const wrapped = body.some((row) => row.some((cell, column) => displayWidth(cell) > (widths[column] ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width)).join(' '.repeat(GAP));
  const lines = body.map((row) => rowLines(row, align, widths));
  // Rows of several lines need air between them, or nobody sees where one ends.
  return [rowLines(head, align, widths), rule, lines.join(wrapped ? '\n\n' : '\n')].join('\n').trimEnd();
}

function rowLines(row: readonly string[], align: readonly AlignType[], widths: readonly number[]): string {
  const cells = widths.map((width, column) => wrap(row[column] ?? '', width).split('\n'));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => pad(lines[line] ?? '', widths[column] ?? 0, align[column] ?? null))
      .join(' '.repeat(GAP))
      .trimEnd(),
  ).join('\n');
}

function pad(cell: string, width: number, align: AlignType): string {
  const blanks = Math.max(0, width - displayWidth(cell));
  const before = align === 'right' ? blanks : align === 'center' ? Math.floor(blanks / 2) : 0;
  return ' '.repeat(before) + cell + ' '.repeat(blanks - before);
}

function records([head = [], ...rows]: readonly string[][], width: number): string {
  const record = (row: readonly string[]): string =>
    row
      .flatMap((cell, column) => (column > 0 && cell.trim() === '' ? [] : [{ cell, column }]))
      .map(({ cell, column }) => wrap(`${head[column] ?? ''}: ${cell}`, width - 2).replaceAll('\n', '\n  '))
      .join('\n');
  return rows.map(record).join('\n\n');
}
