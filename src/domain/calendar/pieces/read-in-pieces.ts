import { isMap, isNode, isScalar, type Node, visit } from 'yaml';
import type { Flaw } from '../flaw.ts';
import type { FileReading, ReadFile } from '../read-file.ts';
import { readerOf, readFile } from '../read-file.ts';
import { type TopicFields, topicList } from '../schema.ts';
import type { Entry } from '../shape/kind.ts';
import { unreadable } from '../syntax/guard.ts';
import { readYaml } from '../syntax/read-yaml.ts';
import { type Cut, cutAtTopics } from './cut.ts';
import { shiftFlaw, shiftTopic } from './shift.ts';

/** Characters. Below, reading it all takes a blink, and is exact to the last word about any slip. */
const WORTH_CUTTING = 100_000;

/**
 * A reader for one long text that is read again after every keystroke: topics that have not changed since the last time
 * are not parsed again. It gives what `readFile` gives; only where a slip of syntax runs on into the next topic may the
 * two explain it in other words. Texts that cannot be cut at their topics it reads whole.
 */
export function readerInPieces(leastLength = WORTH_CUTTING): ReadFile {
  let known: ReadonlyMap<string, Piece> = new Map();
  return (text) => {
    const cut = text.length < leastLength ? null : cutAtTopics(text);
    if (cut === null || unreadable(text) !== null) return readFile(text);
    const pieces = piecesOf(text, cut, known);
    if (pieces === null) return readFile(text);
    known = new Map(pieces.map((piece) => [piece.text, piece]));
    return joined(text, cut, pieces) ?? readFile(text);
  };
}

/** A topic with its place in the text that was read last. */
interface Piece {
  readonly text: string;
  readonly start: number;
  readonly topic: Entry<TopicFields>;
  readonly flaws: readonly Flaw[];
  /** Where the list ends with it. */
  readonly end: number;
}

/** Null when one of them is more, or less, than a topic by itself. */
function piecesOf(text: string, { starts }: Cut, known: ReadonlyMap<string, Piece>): Piece[] | null {
  const pieces: Piece[] = [];
  for (const [index, start] of starts.entries()) {
    const own = text.slice(start, starts[index + 1]);
    const piece = known.get(own) ?? readPiece(own);
    if (piece === null) return null;
    pieces.push(piece.start === start ? piece : moved(piece, start));
  }
  return pieces;
}

const HEADING = 'topics:\n';

function readPiece(own: string): Piece | null {
  const text = HEADING + own;
  const outcome = readYaml(text);
  if (outcome.kind === 'unreadable') return null;
  const { document, repairs } = outcome.reading;
  const { contents } = document;
  // An anchor may be meant for another topic; an alias that could not be resolved was repaired away.
  if (!isMap(contents) || reachesOut(contents) || (repairs.length > 0 && /[&*]\w/.test(own))) return null;
  const list = contents.items.find(({ key }) => isScalar(key) && key.value === 'topics')?.value;
  if (contents.items.length !== 1 || !isNode(list)) return null;
  const flaws: Flaw[] = [];
  const reader = readerOf(text, outcome.reading, flaws);
  const topics = topicList.read(list, reader) ?? [];
  const [topic] = topics;
  if (topic === undefined || topics.length !== 1) return null;
  const { end } = reader.spanOf(list);
  return moved({ text: own, start: HEADING.length, topic, flaws, end }, 0);
}

function reachesOut(contents: Node): boolean {
  let reaches = false;
  visit(contents, {
    Alias: () => {
      reaches = true;
      return visit.BREAK;
    },
    Value: (_, { anchor }) => {
      reaches = anchor !== undefined;
      return reaches ? visit.BREAK : undefined;
    },
  });
  return reaches;
}

function moved({ text, start, topic, flaws, end }: Piece, to: number): Piece {
  const by = to - start;
  return {
    text,
    start: to,
    topic: shiftTopic(topic, by),
    flaws: flaws.map((flaw) => shiftFlaw(flaw, by)),
    end: end + by,
  };
}

/** What stands before the topics, read as a file of its own, and the topics put into it. */
function joined(text: string, { key, starts, indent }: Cut, pieces: readonly Piece[]): FileReading | null {
  const [start = 0] = starts;
  const head = readFile(text.slice(0, start));
  if (head.kind === 'unreadable' || !head.root || head.root.topics !== null || head.flaws.some(isSyntactic))
    return null;
  const topics = pieces.map((piece) => piece.topic);
  const span = { start: start + indent, end: pieces.at(-1)?.end ?? start };
  const whole = { value: topics, span, key: { start: key, end: key + 'topics'.length } };
  const flaws = head.flaws.filter((flaw) => flaw.kind !== 'missing' || flaw.key !== 'topics');
  return {
    kind: 'read',
    root: { ...head.root, topics: whole },
    flaws: [...flaws, ...pieces.flatMap((piece) => piece.flaws)],
  };
}

function isSyntactic({ kind }: Flaw): boolean {
  return kind === 'syntax' || kind === 'unquoted-colon' || kind === 'tab-indent' || kind === 'unreadable';
}
