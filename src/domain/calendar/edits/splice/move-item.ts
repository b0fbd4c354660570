import type { YAMLSeq } from 'yaml';
import { isNode } from 'yaml';
import type { Edit } from '../../source.ts';
import { type ItemBlock, itemBlocks } from './item-blocks.ts';
import { insertion } from './list-items.ts';
import { type SourceText, type Splices, wholeRangeOf } from './source-text.ts';

export interface Place {
  readonly kind: 'before' | 'after';
  readonly index: number;
}

/**
 * The edits that put one item of a list before or after another, the likeliest first; none when the list is written in no
 * way we know. They differ in the blank lines that go along: behind a block scalar such a line can be part of the text.
 */
export function moveItem(source: SourceText, seq: YAMLSeq, from: number, to: Place): Splices {
  if (seq.flow === true) return [moveInFlow(source, seq, from, to)];
  const blocks = itemBlocks(source, seq);
  const block = blocks?.[from];
  const target = blocks?.[to.index];
  if (!blocks || block === undefined || target === undefined) return [];
  const lines = source.text.slice(block.start, block.end);
  return blanksToTry(block, from === 0, from === blocks.length - 1).flatMap(({ before, after }) => {
    const cut: Edit = { start: block.start - before.length, end: block.end + after.length, text: '' };
    return pastes(target, to.kind, lines, before + after)
      .filter(({ start }) => start <= cut.start || start >= cut.end)
      .map((paste) => [cut, paste]);
  });
}

interface Blanks {
  readonly before: string;
  readonly after: string;
}

/**
 * One of the two runs of blank lines around an item goes with it, so that its neighbours stand as far apart as before.
 * With a run on one side only, it parts groups of items and stays; the ends of the list count as parted.
 */
function blanksToTry(
  { blankBefore, blankAfter }: ItemBlock,
  isFirst: boolean,
  isLast: boolean,
): readonly Blanks[] {
  const neither = { before: '', after: '' };
  const above = { before: blankBefore, after: '' };
  const below = { before: '', after: blankAfter };
  if (isLast) return isFirst ? [neither] : [above, below, neither];
  return isFirst || blankBefore !== '' ? [below, neither, above] : [neither, below];
}

/** Lines put in beside an item, apart from it by a separator or, where that would change a text, not. */
export function pastes(
  target: ItemBlock,
  kind: Place['kind'],
  lines: string,
  separator: string,
): readonly Edit[] {
  if (kind === 'before') return [insertion(target.start, lines + separator), insertion(target.start, lines)];
  const behindBlank = target.end + target.blankAfter.length;
  return [
    insertion(target.end, separator + lines),
    insertion(target.end, lines),
    insertion(behindBlank, lines + separator),
    insertion(behindBlank, lines),
  ];
}

/** Between brackets the commas, line breaks and comments stay, and the items change places. */
function moveInFlow(source: SourceText, seq: YAMLSeq, from: number, to: Place): readonly Edit[] {
  const ranges = seq.items.filter(isNode).map((item) => wholeRangeOf(source, item));
  const texts = ranges.map(({ start, end }) => source.text.slice(start, end));
  const rest = texts.toSpliced(from, 1);
  const target = to.index > from ? to.index - 1 : to.index;
  const moved = rest.toSpliced(to.kind === 'before' ? target : target + 1, 0, texts[from] ?? '');
  return ranges.flatMap((range, index) => {
    const text = moved[index] ?? '';
    return text === texts[index] ? [] : [{ ...range, text }];
  });
}
