import type { YAMLSeq } from 'yaml';
import { isNode } from 'yaml';
import { columnOf, lineEndAfter, rangeOf, type SourceText } from './source-text.ts';

/**
 * The lines of one item of a block list: its dash and all below it, the comment lines directly above it, and those
 * directly below that are indented like its keys. What a blank line sets apart belongs to the list, not the item.
 */
export interface ItemBlock {
  readonly start: number;
  readonly end: number;
  /** The blank lines right before and right behind. */
  readonly blankBefore: string;
  readonly blankAfter: string;
}

/** The blocks of a list, in order. Null when its items do not each begin a line. */
export function itemBlocks(source: SourceText, seq: YAMLSeq): readonly ItemBlock[] | null {
  const column = columnOf(source, rangeOf(seq).start);
  const blocks: ItemBlock[] = [];
  for (const item of seq.items) {
    const dash = isNode(item) ? dashLine(source, rangeOf(item).start, column) : null;
    if (!isNode(item) || dash === null) return null;
    const floor = blocks.at(-1)?.end ?? 0;
    const start = startWithComments(source, dash, floor);
    const end = endWithComments(source, lineEndAfter(source, rangeOf(item).end), column);
    blocks.push({
      start,
      end,
      blankBefore: blanksBefore(source, start, floor),
      blankAfter: blanksAfter(source, end),
    });
  }
  return blocks;
}

/** The nearest line, from an item upwards, that has its dash in the list's column. */
function dashLine({ lines, text }: SourceText, offset: number, column: number): number | null {
  for (let line = lines.indexAt(offset); line >= 0; line--) {
    const { start } = lines.span(line);
    const isDash = /^[-](?=\s|$)/.test(text.slice(start + column, start + column + 2));
    if (
      isDash &&
      text
        .slice(start, start + column)
        .replace(/^\uFEFF/, '')
        .trim() === ''
    )
      return line;
  }
  return null;
}

function startWithComments({ lines }: SourceText, dash: number, floor: number): number {
  let first = dash;
  while (first > 0 && isComment(lines.text(first - 1)) && lines.span(first - 1).start >= floor) first -= 1;
  return lines.span(first).start;
}

function endWithComments({ lines, text }: SourceText, end: number, column: number): number {
  let line = lines.indexAt(end);
  if (lines.text(line - 1).trim() === '') return end; // a block scalar may end in blank lines
  while (end < text.length && isComment(lines.text(line)) && indentOf(lines.text(line)) > column) line += 1;
  return lines.span(line).start;
}

function blanksBefore({ lines, text }: SourceText, start: number, floor: number): string {
  let first = lines.indexAt(start);
  while (first > 0 && lines.span(first - 1).start >= floor && lines.text(first - 1).trim() === '') first -= 1;
  return text.slice(lines.span(first).start, start);
}

function blanksAfter({ lines, text }: SourceText, end: number): string {
  let line = lines.indexAt(end);
  while (lines.span(line).start < text.length && lines.text(line).trim() === '') line += 1;
  return text.slice(end, lines.span(line).start);
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
