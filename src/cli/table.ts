import { displayWidth } from '../core/display-width.ts';
import type { Paint, Tone } from './terminal.ts';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly tone?: (row: Row) => Tone | null;
  readonly align?: 'right';
  /** The column that gives way when the terminal is too narrow. */
  readonly flexible?: boolean;
}

/** To this the flexible column gives way; every other can be cut to it when nothing else helps. */
const NARROWEST = { flexible: 12, other: 6 } as const;

/** Lays rows out under their titles, two spaces apart, cut to the width of the terminal. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  paint: Paint,
  width: number,
): string {
  const widths = fit(
    columns.map((column) => widest(column, rows)),
    columns.findIndex((column) => column.flexible === true),
    width,
  );
  const head = columns.map((column, index) => pad(column.title, widths[index] ?? 0, column.align)).join('  ');
  const lines = rows.map((row) =>
    columns
      .map((column, index) => {
        const text = pad(column.cell(row), widths[index] ?? 0, column.align);
        const tone = column.tone?.(row) ?? null;
        return tone === null ? text : paint(tone, text);
      })
      .join('  ')
      .trimEnd(),
  );
  return [paint('muted', head.trimEnd()), ...lines].join('\n');
}

function widest<Row>(column: Column<Row>, rows: readonly Row[]): number {
  return rows.reduce(
    (most, row) => Math.max(most, displayWidth(column.cell(row))),
    displayWidth(column.title),
  );
}

/** The flexible column gives way first, then whichever is widest. */
function fit(natural: readonly number[], flexible: number, width: number): number[] {
  const over = Math.max(0, lineWidth(natural) - width);
  const widths = natural.map((one, index) =>
    index === flexible ? Math.max(Math.min(one, NARROWEST.flexible), one - over) : one,
  );
  while (lineWidth(widths) > width) {
    const most = Math.max(...widths);
    if (most <= NARROWEST.other) break;
    widths[widths.lastIndexOf(most)] = most - 1;
  }
  return widths;
}

/** Two spaces stand between columns. */
function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, 0) + 2 * (widths.length - 1);
}

function pad(text: string, width: number, align: 'right' | undefined): string {
  const shown = displayWidth(text) > width ? cut(text, width) : text;
  const fill = ' '.repeat(Math.max(0, width - displayWidth(shown)));
  return align === 'right' ? fill + shown : shown + fill;
}

function cut(text: string, width: number): string {
  let shown = '';
  for (const character of text) {
    if (displayWidth(shown + character) > width - 1) break;
    shown += character;
  }
  return `${shown}…`;
}
