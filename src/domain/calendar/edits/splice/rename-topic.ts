import type { YAMLMap } from 'yaml';
import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { TopicId } from '../../calendar.ts';
import type { Edit } from '../../source.ts';
import { insertItem } from './list-items.ts';
import { addPair, fillPair, isEmptyValue } from './pairs.ts';
import { mapAt, pairNamed, resolved, type SourceText, seqAt, valueNamed } from './source-text.ts';
import { replaceValue, written } from './written.ts';

/** The edits that give a topic another id: its own line, its aliases, and the reading orders that name it. */
export function renameTopic(
  source: SourceText,
  map: YAMLMap,
  from: TopicId,
  to: TopicId,
): readonly Edit[] | null {
  const id = pairNamed(map, 'id')?.value;
  const alias = keepAlias(source, map, from, to);
  if (!isNode(id) || alias === null) return null;
  return [replaceValue(source, id, to), ...alias, ...followInReadingOrders(source, from, to)];
}

function keepAlias(source: SourceText, map: YAMLMap, from: TopicId, to: TopicId): readonly Edit[] | null {
  const pair = pairNamed(map, 'aliases');
  if (pair === null) return addPair(source, map, 'aliases', `[${written(from)}]`, 'status');
  if (isEmptyValue(pair)) return fillPair(source, pair, `[${written(from)}]`);
  const list = valueNamed(source, map, 'aliases');
  if (!isSeq(list)) return null;
  const names = list.items.map((item) => (isScalar(item) ? String(item.value) : ''));
  const earlier = list.items[names.indexOf(to)];
  if (isNode(earlier)) return [replaceValue(source, earlier, from)];
  return names.includes(from) ? [] : insertItem(source, list, names.length, written(from));
}

function followInReadingOrders(source: SourceText, from: TopicId, to: TopicId): readonly Edit[] {
  const tracks = mapAt(source, source.root, 'tracks')?.items ?? [];
  return tracks.flatMap(({ value }) => {
    const track = isNode(value) ? resolved(source, value) : null;
    const order = isMap(track) ? (seqAt(source, track, 'start_here')?.items ?? []) : [];
    const named = order.filter((item) => isScalar(item)).filter((item) => item.value === from);
    return named.map((item) => replaceValue(source, item, to));
  });
}
