import type { Pair, YAMLSeq } from 'yaml';
import { isMap, isNode, isSeq } from 'yaml';
import type { Edit } from '../../source.ts';
import type { NewTopic } from '../calendar-edit.ts';
import { type ItemBlock, itemBlocks } from './item-blocks.ts';
import { insertItem, insertion } from './list-items.ts';
import { type Place, pastes } from './move-item.ts';
import { isEmptyValue } from './pairs.ts';
import {
  asSplices,
  columnOf,
  lineEndAfter,
  pairNamed,
  rangeOf,
  resolved,
  type SourceText,
  type Splices,
} from './source-text.ts';
import { written } from './written.ts';

/** The edits that add a topic beside another one (null: at the end), written as that one is. */
export function addTopic(source: SourceText, added: NewTopic, to: Place | null): Splices {
  const pair = pairNamed(source.root, 'topics');
  if (pair === null) return [];
  const value = isNode(pair.value) ? resolved(source, pair.value) : null;
  if (isEmptyValue(pair) || (isSeq(value) && value.items.length === 0))
    return asSplices(addFirst(source, pair, added));
  if (!isSeq(value)) return [];
  const place = to ?? ({ kind: 'after', index: value.items.length - 1 } as const);
  if (value.flow !== true) return addLines(source, value, added, place);
  const index = place.kind === 'before' ? place.index : place.index + 1;
  return asSplices(insertItem(source, value, index, inBraces(added)));
}

function addFirst(source: SourceText, pair: Pair, added: NewTopic): readonly Edit[] | null {
  if (!isNode(pair.key)) return null;
  const colon = source.text.indexOf(':', rangeOf(pair.key).end) + 1;
  const lines = linesOf(added, { dash: '  ', keys: '    ' }, source.eol);
  const empty: Edit[] = isSeq(pair.value) ? [{ start: colon, end: rangeOf(pair.value).end, text: '' }] : [];
  return [...empty, insertion(lineEndAfter(source, empty[0]?.end ?? colon), lines)];
}

function addLines(source: SourceText, seq: YAMLSeq, added: NewTopic, place: Place): Splices {
  const blocks = itemBlocks(source, seq);
  const block = blocks?.[place.index];
  const item = seq.items[place.index];
  if (!blocks || block === undefined || !isNode(item)) return [];
  const dash = ' '.repeat(columnOf(source, rangeOf(seq).start));
  const map = resolved(source, item);
  const lines =
    isMap(map) && map.flow === true
      ? `${dash}- ${inBraces(added)}${source.eol}`
      : linesOf(added, { dash, keys: keyIndent(source, map, dash) }, source.eol);
  return pastes(block, place.kind, lines, areApart(blocks) ? source.eol : '').map((paste) => [paste]);
}

/** Keys stand two columns behind the dash, unless the neighbour's stand further. */
function keyIndent(source: SourceText, map: unknown, dash: string): string {
  const column = isMap(map) ? columnOf(source, rangeOf(map).start) : 0;
  return ' '.repeat(Math.max(column, dash.length + 2));
}

/** Whether blank lines stand between the topics of this file, as a rule. */
function areApart(blocks: readonly ItemBlock[]): boolean {
  const apart = blocks.slice(1).filter((block) => block.blankBefore !== '').length;
  return blocks.length > 1 && apart * 2 >= blocks.length - 1;
}

function linesOf(
  added: NewTopic,
  indent: { readonly dash: string; readonly keys: string },
  eol: string,
): string {
  const [id = '', ...rest] = fieldsOf(added);
  const first = `${indent.dash}-${' '.repeat(indent.keys.length - indent.dash.length - 1)}${id}`;
  return [first, ...rest.map((field) => indent.keys + field)].map((line) => line + eol).join('');
}

function inBraces(added: NewTopic): string {
  return `{ ${fieldsOf(added).join(', ')} }`;
}

function fieldsOf({ id, title, track, status }: NewTopic): readonly string[] {
  const values = { id: written(id), title: written(title, 'double'), track: written(track), status };
  return Object.entries(values).map(([key, value]) => `${key}: ${value}`);
}
