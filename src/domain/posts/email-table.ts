import type { Element, ElementContent } from 'hast';
import { childElements, element, text, textOf } from './elements.ts';
import { emailStyles } from './email-styles.ts';

/** What a 360 px phone leaves for the article, and what one character of a cell and the gap after it take, in pixels. */
const PHONE_WIDTH = 300;
const CHARACTER_WIDTH = 8;
const CELL_GAP = 10;

/**
 * A table for the mail, its cells already styled. One that a phone could not show without scrolling sideways, which mails cannot do
 * reliably, becomes a list of records: each row a block, each value under its column's name.
 */
export function emailTable(table: Element): Element {
  const rows = rowsOf(table);
  return narrowEnough(rows) ? plainTable(table) : records(rows);
}

function rowsOf(table: Element): Element[][] {
  const groups = [...childElements(table, 'thead'), ...childElements(table, 'tbody')];
  const rows = groups.flatMap((group) => childElements(group, 'tr'));
  return rows.map((row) => row.children.filter((cell): cell is Element => cell.type === 'element'));
}

function narrowEnough(rows: readonly Element[][]): boolean {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, longestWord(cell) * CHARACTER_WIDTH + CELL_GAP);
    }
  }
  return widths.reduce((sum, width) => sum + width, 0) <= PHONE_WIDTH;
}

function longestWord(cell: Element): number {
  return Math.max(
    0,
    ...textOf(cell)
      .split(/[\s/-]+/)
      .map((word) => word.length),
  );
}

function plainTable(table: Element): Element {
  const { style, ...look } = emailStyles('table');
  const properties = {
    width: '100%',
    cellPadding: '0',
    cellSpacing: '0',
    border: '0',
    ...look,
    // The column of the mail lets words be broken anywhere, or a long one would widen it; here they are known to fit.
    style: `${style};word-break:normal`,
  };
  return element('table', properties, table.children);
}

function records([head = [], ...rows]: readonly Element[][]): Element {
  const properties = { role: 'presentation', width: '100%', cellPadding: '0', cellSpacing: '0', border: '0' };
  const body = rows.map((row) =>
    element('tr', {}, [element('td', emailStyles('td'), recordLines(head, row))]),
  );
  return element('table', { ...properties, ...emailStyles('table') }, [element('tbody', {}, body)]);
}

function recordLines(head: readonly Element[], row: readonly Element[]): ElementContent[] {
  return row.flatMap((cell, column) => {
    if (column === 0) return [element('strong', emailStyles('strong'), cell.children)];
    // In a table an empty cell is a gap; a label with nothing behind it would be a riddle.
    if (isEmpty(cell)) return [];
    const label = element('span', emailStyles('record-label'), [text(`${headText(head[column])}: `)]);
    return [element('br', {}), label, ...cell.children];
  });
}

function isEmpty(cell: Element): boolean {
  return cell.children.every((child) => child.type === 'text' && child.value.trim() === '');
}

function headText(cell: Element | undefined): string {
  return cell === undefined ? '' : textOf(cell).trim();
}
