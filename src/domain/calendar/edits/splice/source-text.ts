import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { TopicId } from '../../calendar.ts';
import type { Edit } from '../../source.ts';
import { type Lines, linesOf } from '../../syntax/lines.ts';
import { readYaml } from '../../syntax/read-yaml.ts';

/** The author's text with its tree; every line of it ends with a line break. */
export interface SourceText {
  readonly text: string;
  readonly lines: Lines;
  readonly document: Document;
  readonly root: YAMLMap;
  /** The line break the file uses most. */
  readonly eol: string;
}

/** Ways to make one change in a text, the likeliest first; each is a list of edits. None: we know no way. */
export type Splices = readonly (readonly Edit[])[];

export function asSplices(edits: readonly Edit[] | null): Splices {
  return edits === null ? [] : [edits];
}

/** Null when the text has faults of syntax, or is no group of keys: then nothing in it is where the tree says. */
export function sourceText(text: string): SourceText | null {
  const outcome = readYaml(text);
  if (outcome.kind === 'unreadable' || outcome.reading.repairs.length > 0) return null;
  const { document } = outcome.reading;
  const root = document.contents;
  if (!isMap(root)) return null;
  return { text, lines: linesOf(text), document, root, eol: lineBreakOf(text) };
}

export function lineBreakOf(text: string): string {
  const windows = text.split('\r\n').length - 1;
  return windows * 2 > text.split('\n').length - 1 ? '\r\n' : '\n';
}

/** A key with its value as written; of a key written twice, the first, as the reader takes it. */
export function pairNamed(map: YAMLMap, name: string): Pair | null {
  const isNamed = ({ key }: Pair) => isScalar(key) && String(key.source ?? key.value) === name;
  return map.items.find(isNamed) ?? null;
}

/** The value of a key, aliases followed; null when there is none. */
export function valueNamed(source: SourceText, map: YAMLMap, name: string): Node | null {
  const value = pairNamed(map, name)?.value;
  return isNode(value) ? resolved(source, value) : null;
}

export function mapAt(source: SourceText, map: YAMLMap, name: string): YAMLMap | null {
  const value = valueNamed(source, map, name);
  return isMap(value) ? value : null;
}

export function seqAt(source: SourceText, map: YAMLMap, name: string): YAMLSeq | null {
  const value = valueNamed(source, map, name);
  return isSeq(value) ? value : null;
}

/** A topic's place in the list and its group of keys. Null unless exactly one item has the id. */
export function topicAt(
  source: SourceText,
  id: TopicId,
): { readonly index: number; readonly map: YAMLMap } | null {
  const found = (seqAt(source, source.root, 'topics')?.items ?? []).flatMap((item, index) => {
    const map = isNode(item) ? resolved(source, item) : null;
    return isMap(map) && textAt(source, map, 'id') === id ? [{ index, map }] : [];
  });
  const [only, ...others] = found;
  return others.length === 0 ? (only ?? null) : null;
}

function textAt(source: SourceText, map: YAMLMap, name: string): string | null {
  const value = valueNamed(source, map, name);
  return isScalar(value) ? String(value.value) : null;
}

export function resolved(source: SourceText, node: Node): Node | null {
  return isAlias(node) ? (node.resolve(source.document) ?? null) : node;
}

export interface NodeRange {
  readonly start: number;
  readonly end: number;
}

/** Where a node's value stands, without its anchor, and without comments that follow it. */
export function rangeOf(node: Node): NodeRange {
  const [start, end] = node.range ?? [0, 0, 0];
  return { start, end: endOf(node) ?? end };
}

/** The end of what is written last in a block; the parser counts the comments behind it as part of the block. */
function endOf(node: Node): number | null {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    const isFilled = isNode(last?.value) && !(isScalar(last.value) && last.value.value === null);
    if (isFilled && isNode(last.value)) return rangeOf(last.value).end;
    return isNode(last?.key) ? rangeOf(last.key).end + 1 : null; // behind the colon
  }
  const last = isSeq(node) && node.flow !== true ? node.items.at(-1) : null;
  return isNode(last) ? rangeOf(last).end : null;
}

/** The same, with an anchor before it. */
export function wholeRangeOf(source: SourceText, node: Node): NodeRange {
  const { start, end } = rangeOf(node);
  const anchor = isAlias(node) || !('anchor' in node) ? null : node.anchor;
  if (typeof anchor !== 'string') return { start, end };
  const at = source.text.lastIndexOf(`&${anchor}`, start);
  return { start: at === -1 ? start : at, end };
}

/** The offset behind the line break of the line in which something ends. */
export function lineEndAfter({ text, lines }: SourceText, end: number): number {
  if (text[end - 1] === '\n') return end; // a block scalar reaches over its last line break
  return lines.span(lines.indexAt(end) + 1).start;
}

/** The column, from 0, of an offset. */
export function columnOf({ lines }: SourceText, offset: number): number {
  return offset - lines.span(lines.indexAt(offset)).start;
}
