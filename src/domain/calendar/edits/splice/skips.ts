import { isMap, isNode, isScalar, isSeq, type YAMLSeq } from 'yaml';
import type { LocalDate } from '../../../../core/zoned-time.ts';
import type { Cadence, DateRange } from '../../calendar.ts';
import type { Edit } from '../../source.ts';
import { covers, placeOfSkip, rangesWithout, wordsOfRange } from '../apply-dates.ts';
import { insertItem, removeItem } from './list-items.ts';
import { addPair, fillPair, isEmptyValue } from './pairs.ts';
import { mapAt, pairNamed, type SourceText, valueNamed } from './source-text.ts';
import { quotingOf, replaceValue, written } from './written.ts';

/** The edits that add a day off to `skip`, in the style the list has; made when there is none. */
export function addSkip(source: SourceText, cadence: Cadence, range: DateRange): readonly Edit[] | null {
  const map = mapAt(source, source.root, 'cadence');
  if (map === null) return null;
  const pair = pairNamed(map, 'skip');
  const words = wordsOfRange(range);
  if (pair === null) return addPair(source, map, 'skip', `[${words}]`, lastKey(map));
  if (isEmptyValue(pair)) return fillPair(source, pair, `[${words}]`);
  const list = valueNamed(source, map, 'skip');
  if (!isSeq(list)) return null;
  return insertItem(source, list, placeOfSkip(cadence, range), written(words, quotingOf(list.items[0])));
}

/** The edits that take a date out of `skip`. Entries that cover it shrink, are parted, or go. */
export function removeSkip(source: SourceText, cadence: Cadence, date: LocalDate): readonly Edit[] | null {
  const map = mapAt(source, source.root, 'cadence');
  const list = map === null ? null : valueNamed(source, map, 'skip');
  if (!isSeq(list) || list.items.length !== cadence.skip.length) return null;
  const shrunk = cadence.skip.map((range, index) =>
    covers(range, date) ? shrink(source, list, index, rangesWithout(cadence, range, date)) : [],
  );
  return shrunk.includes(null) ? null : shrunk.flatMap((edits) => edits ?? []);
}

function shrink(
  source: SourceText,
  list: YAMLSeq,
  index: number,
  left: readonly DateRange[],
): readonly Edit[] | null {
  const [first, second] = left.map(wordsOfRange);
  const item = list.items[index];
  if (first === undefined) return removeItem(source, list, index);
  if (!isNode(item)) return null;
  const replaced = replaceValue(source, item, first);
  const parted =
    second === undefined ? [] : insertItem(source, list, index + 1, written(second, quotingOf(item)));
  return parted === null ? null : [replaced, ...parted];
}

function lastKey(map: unknown): string {
  const key = isMap(map) ? map.items.at(-1)?.key : null;
  return isScalar(key) ? String(key.value) : '';
}
