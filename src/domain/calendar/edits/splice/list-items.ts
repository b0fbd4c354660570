import type { YAMLSeq } from 'yaml';
import { isNode } from 'yaml';
import type { Edit } from '../../source.ts';
import { itemBlocks } from './item-blocks.ts';
import {
  columnOf,
  lineEndAfter,
  type NodeRange,
  rangeOf,
  type SourceText,
  wholeRangeOf,
} from './source-text.ts';

/** Adds one short item so that it has this index, in the list's own style. */
export function insertItem(
  source: SourceText,
  seq: YAMLSeq,
  index: number,
  item: string,
): readonly Edit[] | null {
  return seq.flow === true || seq.items.length === 0
    ? insertInFlow(source, seq, index, item)
    : insertLine(source, seq, index, item);
}

/** Takes one item out. The comment lines of a block item go with it. */
export function removeItem(source: SourceText, seq: YAMLSeq, index: number): readonly Edit[] | null {
  return seq.flow === true ? removeFromFlow(source, seq, index) : removeLines(source, seq, index);
}

function insertInFlow(source: SourceText, seq: YAMLSeq, index: number, item: string): readonly Edit[] | null {
  const { start, end } = rangeOf(seq);
  if (seq.items.length === 0) {
    const isBracketed = source.text[start] === '[' && source.text.slice(start + 1, end - 1).trim() === '';
    return isBracketed ? [{ start: start + 1, end: end - 1, text: item }] : null;
  }
  const next = seq.items[index];
  if (isNode(next)) return [insertion(wholeRangeOf(source, next).start, `${item}, `)];
  const last = seq.items.at(-1);
  return isNode(last) ? [insertion(rangeOf(last).end, `, ${item}`)] : null;
}

function insertLine(source: SourceText, seq: YAMLSeq, index: number, item: string): readonly Edit[] | null {
  const blocks = itemBlocks(source, seq);
  const at = blocks?.[index]?.start ?? blocks?.at(-1)?.end;
  if (at === undefined) return null;
  const indent = ' '.repeat(columnOf(source, rangeOf(seq).start));
  return [insertion(at, `${indent}- ${item}${source.eol}`)];
}

function removeFromFlow(source: SourceText, seq: YAMLSeq, index: number): readonly Edit[] | null {
  const ranges = seq.items.filter(isNode).map((each) => wholeRangeOf(source, each));
  return removeBetweenCommas(source, ranges, index);
}

/** Takes out one of several things between commas: its line if it has one of its own, else one comma with it. */
export function removeBetweenCommas(
  source: SourceText,
  ranges: readonly NodeRange[],
  index: number,
): readonly Edit[] | null {
  const own = ranges[index];
  if (own === undefined) return null;
  const line = lineAlone(source, own);
  if (line !== null) return [{ ...line, text: '' }];
  const { text } = source;
  const next = ranges[index + 1];
  const before = ranges[index - 1];
  if (next !== undefined) {
    const gap = text.slice(own.end, next.start);
    const length = gap.includes('#') ? gap.indexOf(',') + 1 : gap.length;
    return [{ start: own.start, end: own.end + length, text: '' }];
  }
  const hasComment = before !== undefined && text.slice(before.end, own.start).includes('#');
  if (before !== undefined && !hasComment) return [{ start: before.end, end: own.end, text: '' }];
  const comma = /^\s*,/.exec(text.slice(own.end))?.[0] ?? '';
  return [{ start: own.start, end: own.end + comma.length, text: '' }];
}

/** The line of something that shares it with nothing but a comma and a comment. */
function lineAlone(source: SourceText, { start, end }: NodeRange): NodeRange | null {
  const { lines, text } = source;
  const line = lines.span(lines.indexAt(start));
  const isAlone =
    text.slice(line.start, start).trim() === '' && /^\s*,\s*(#.*)?$/.test(text.slice(end, line.end));
  return isAlone && end <= line.end ? { start: line.start, end: lineEndAfter(source, end) } : null;
}

/** A list cannot be left without items and stay a list: then it is written `[]`. */
function removeLines(source: SourceText, seq: YAMLSeq, index: number): readonly Edit[] | null {
  const blocks = itemBlocks(source, seq);
  const block = blocks?.[index];
  if (!blocks || block === undefined) return null;
  const cut: Edit = { start: block.start, end: block.end, text: '' };
  if (blocks.length > 1) return [cut];
  const colon = source.text.lastIndexOf(':', block.start);
  return colon === -1 ? null : [insertion(colon + 1, ' []'), cut];
}

export function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}
