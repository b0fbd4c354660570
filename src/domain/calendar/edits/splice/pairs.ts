import type { Pair, YAMLMap } from 'yaml';
import { isNode, isScalar } from 'yaml';
import type { Edit } from '../../source.ts';
import { insertion, removeBetweenCommas } from './list-items.ts';
import { columnOf, lineEndAfter, pairNamed, rangeOf, type SourceText, wholeRangeOf } from './source-text.ts';
import { quotingOf, replaceValue, written } from './written.ts';

/** Gives a key a value: in the place of its old one, or as a new pair behind `after`, in the style of the map. */
export function setPair(
  source: SourceText,
  map: YAMLMap,
  key: string,
  value: string,
  after: string,
): readonly Edit[] | null {
  const pair = pairNamed(map, key);
  if (pair === null) return addPair(source, map, key, written(value, quotingOfNewcomer(map, after)), after);
  if (isEmptyValue(pair)) return fillPair(source, pair, value);
  return isNode(pair.value) ? [replaceValue(source, pair.value, value)] : null;
}

/** Adds a key with text that is YAML already, behind the pair of another key or, without that one, behind the last. */
export function addPair(
  source: SourceText,
  map: YAMLMap,
  key: string,
  yaml: string,
  after: string,
): readonly Edit[] | null {
  const before = pairNamed(map, after) ?? map.items.at(-1);
  if (before === undefined || !isNode(before.key)) return null;
  const name = written(key, quotingOf(before.key));
  const end = isNode(before.value) ? rangeOf(before.value).end : rangeOf(before.key).end + 1;
  if (map.flow === true) return [insertion(end, `, ${name}: ${yaml}`)];
  const indent = ' '.repeat(columnOf(source, rangeOf(map).start));
  return [insertion(lineEndAfter(source, end), `${indent}${name}: ${yaml}${source.eol}`)];
}

/** Writes the value of a key that has none: `skip:`. */
export function fillPair(source: SourceText, pair: Pair, yaml: string): readonly Edit[] | null {
  const colon = colonOf(source, pair);
  return colon === null ? null : [insertion(colon + 1, ` ${yaml}`)];
}

export function isEmptyValue({ value }: Pair): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

/** Takes a key out, its line or its part between commas. */
export function removePair(source: SourceText, map: YAMLMap, key: string): readonly Edit[] | null {
  const pair = pairNamed(map, key);
  const index = pair === null ? -1 : map.items.indexOf(pair);
  if (pair === null || !isNode(pair.key)) return null;
  if (map.flow === true) {
    const ranges = map.items.map((each) => rangeOfPair(source, each));
    return removeBetweenCommas(source, ranges, index);
  }
  const { start, end } = rangeOfPair(source, pair);
  return index > 0 ? [wholeLines(source, start, end)] : removeFirst(source, map, start, end);
}

/** The first key may stand behind the dash of its topic: then the next one takes its place there. */
function removeFirst(source: SourceText, map: YAMLMap, start: number, end: number): readonly Edit[] | null {
  const { lines, text } = source;
  if (text.slice(lines.span(lines.indexAt(start)).start, start).trim() === '')
    return [wholeLines(source, start, end)];
  const next = map.items[1]?.key;
  const until = isNode(next) ? rangeOf(next).start : null;
  if (until === null) return null;
  const lineEnd = lines.span(lines.indexAt(end)).end;
  const hasComment = text.slice(lineEnd, until).includes('#');
  return [{ start, end: hasComment ? lineEnd : until, text: '' }];
}

function wholeLines(source: SourceText, start: number, end: number): Edit {
  const { lines } = source;
  return { start: lines.span(lines.indexAt(start)).start, end: lineEndAfter(source, end), text: '' };
}

function rangeOfPair(source: SourceText, pair: Pair): { readonly start: number; readonly end: number } {
  const start = isNode(pair.key) ? wholeRangeOf(source, pair.key).start : 0;
  const colon = (colonOf(source, pair) ?? start) + 1;
  return { start, end: isNode(pair.value) && !isEmptyValue(pair) ? rangeOf(pair.value).end : colon };
}

function colonOf({ text }: SourceText, { key }: Pair): number | null {
  if (!isNode(key)) return null;
  const at = text.indexOf(':', rangeOf(key).end);
  return at === -1 ? null : at;
}

/** In JSON style, with keys in quotes, a new value has them too. */
function quotingOfNewcomer(map: YAMLMap, after: string) {
  return quotingOf((pairNamed(map, after) ?? map.items[0])?.key);
}
