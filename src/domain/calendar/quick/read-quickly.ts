import type { Document, Node, YAMLMap, YAMLSeq } from 'yaml';
import { isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { Cut } from '../pieces/cut.ts';
import { cutAtTopics } from '../pieces/cut.ts';
import { unreadable } from '../syntax/guard.ts';
import { readSound, type YamlReading } from '../syntax/read-yaml.ts';
import { plainTopic } from './plain-topic.ts';

/**
 * Reads a long text as `readYaml` does, in a fraction of the time: topics of plain lines are read here, and only the
 * others, and what stands before the topics, go through `yaml`. Null when there is a slip of syntax anywhere, or when
 * the text is not laid out topic by topic.
 */
export function readQuickly(text: string): YamlReading | null {
  const cut = cutAtTopics(text);
  if (cut === null || unreadable(text) !== null) return null;
  const pieces = piecesOf(text, cut);
  const others = pieces.filter(isOther);
  const document = readSound(text.slice(0, cut.starts[0]) + others.map(({ own }) => own).join(''));
  const list = document === null ? null : topicsOf(document, cut);
  if (document === null || list === null || list.items.length !== others.length) return null;
  return putTogether(text, cut, pieces, list)
    ? { document, repairs: [], toOriginal: (offset) => offset }
    : null;
}

/** A topic read here, or its text, which goes through `yaml` behind that of the others before it. */
type Piece =
  | { readonly kind: 'plain'; readonly topic: YAMLMap }
  | { readonly kind: 'other'; readonly own: string; readonly start: number; readonly movedBy: number };

type Other = Extract<Piece, { readonly kind: 'other' }>;

function isOther(piece: Piece): piece is Other {
  return piece.kind === 'other';
}

/** The last topic is never read here: what ends the list and what only follows it is for `yaml` to say. */
function piecesOf(text: string, { starts, indent }: Cut): readonly Piece[] {
  let leftOut = 0;
  return starts.map((start, index) => {
    const end = starts[index + 1];
    const topic = end === undefined ? null : plainTopic(text, { start, end, indent });
    if (topic === null || end === undefined)
      return { kind: 'other', own: text.slice(start, end), start, movedBy: leftOut };
    leftOut += end - start;
    return { kind: 'plain', topic };
  });
}

/** The list under `topics:`, if that is what the text was cut at. */
function topicsOf({ contents }: Document, { key }: Cut): YAMLSeq | null {
  if (!isMap(contents) || contents.flow) return null;
  const last = contents.items.at(-1);
  const isTopics = isScalar(last?.key) && last.key.value === 'topics' && last.key.range?.[0] === key;
  return isTopics && isSeq(last.value) && !last.value.flow ? last.value : null;
}

/** Puts all topics into the list, in their places. False when one of the others is more, or less, than one topic. */
function putTogether(
  text: string,
  { indent, starts }: Cut,
  pieces: readonly Piece[],
  list: YAMLSeq,
): boolean {
  const parsed = list.items.values();
  const items: unknown[] = [];
  let movedBy = 0;
  for (const piece of pieces) {
    if (piece.kind === 'plain') {
      items.push(piece.topic);
      continue;
    }
    const item: unknown = parsed.next().value;
    if (!isNode(item)) return false;
    moveAll(item, piece.movedBy);
    const dash = piece.start + indent;
    if (!/^- +$/.test(text.slice(dash, item.range?.[0]))) return false;
    items.push(item);
    movedBy = piece.movedBy;
  }
  list.items = items;
  const [, valueEnd = 0, nodeEnd = 0] = list.range ?? [];
  list.range = [(starts[0] ?? 0) + indent, valueEnd + movedBy, nodeEnd + movedBy];
  return true;
}

function moveAll(item: Node, by: number): void {
  visit(item, {
    Node: (_, node) => {
      const [start, valueEnd, nodeEnd] = node.range ?? [0, 0, 0];
      node.range = [start + by, valueEnd + by, nodeEnd + by];
    },
  });
}
