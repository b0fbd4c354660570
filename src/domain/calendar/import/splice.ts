import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { applyEdits, type Edit, lineIndexAt, lineStartsOf } from '../source.ts';
import { readYaml } from '../syntax/read-yaml.ts';
import type { ImportedTopic } from './plan-import.ts';
import { type Layout, OUR_LAYOUT, topicLines, trackLines } from './to-yaml.ts';
import type { NewTrack } from './tracks.ts';

export type SpliceOutcome =
  | { readonly kind: 'spliced'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Puts topics at the end of `topics:` and tracks at the end of `tracks:`, laid out as the author does. Every other byte of
 * the text stays: line ends, byte order mark, comments, quoting. Refuses lists it cannot extend by whole lines.
 */
export function spliceImport(
  text: string,
  topics: readonly ImportedTopic[],
  tracks: readonly NewTrack[],
): SpliceOutcome {
  const outcome = readYaml(text);
  const root = outcome.kind === 'read' ? outcome.reading.document.contents : null;
  if (outcome.kind !== 'read' || outcome.reading.repairs.length > 0 || !isMap(root)) {
    return refused('the calendar has faults of syntax; `fortnight check` lists them');
  }
  const edits: Edit[] = [];
  if (tracks.length > 0) {
    const edit = extendTracks(text, pairOf(root, 'tracks')?.value, tracks);
    if (edit === null)
      return refused('`tracks:` is not written one to a line; add the new tracks by hand first');
    edits.push(edit);
  }
  if (topics.length > 0) {
    const edit = extendTopics(text, pairOf(root, 'topics'), topics);
    if (edit === null)
      return refused('`topics:` is not written as a list of `- id:` lines; add the topics by hand');
    edits.push(edit);
  }
  return {
    kind: 'spliced',
    text: applyEdits(
      text,
      edits.toSorted((one, other) => one.start - other.start),
    ),
  };
}

function extendTopics(text: string, pair: Pair | null, topics: readonly ImportedTopic[]): Edit | null {
  const value = pair?.value;
  if (isSeq(value) && value.flow !== true && value.items.length > 0) {
    const last = rangeOf(value.items.at(-1));
    if (last === null) return null;
    const dash = indentOf(text, dashBefore(text, last.start));
    const before = rangeOf(value.items.at(-2));
    const blankLine = before === null || /\n[ \t]*\r?\n/.test(text.slice(before.end - 1, last.start));
    const layout: Layout = { ...OUR_LAYOUT, dash, blankLine };
    return linesAfter(text, endOfItem(text, last.end, dash), [
      ...(blankLine ? [''] : []),
      ...topicLines(topics, layout),
    ]);
  }
  return isEmptyList(value) ? replaceEmpty(text, pair, value, topicLines(topics, OUR_LAYOUT)) : null;
}

function extendTracks(text: string, value: unknown, tracks: readonly NewTrack[]): Edit | null {
  if (!isMap(value) || value.flow === true) return null;
  const first = rangeOf(value.items[0]?.key);
  const last = value.items.at(-1);
  const end = rangeOf(last?.value)?.end ?? rangeOf(last?.key)?.end;
  if (first === null || end === undefined) return null;
  return linesAfter(text, end, trackLines(tracks, { ...OUR_LAYOUT, track: indentOf(text, first.start) }));
}

/** Comments below a topic that stand deeper than its dash are its own: `# pin: …`, kept for later. */
function endOfItem(text: string, end: number, dash: string): number {
  const next = nextLine(text, end);
  const own = new RegExp(`^(?:${dash} +#[^\\n]*(?:\\n|$))+`).exec(text.slice(next))?.[0] ?? '';
  return own === '' ? end : next + own.length;
}

/** `topics: []` and a bare `topics:` become a list; what stood behind the brackets on their line stays. */
function replaceEmpty(
  text: string,
  pair: Pair | null,
  value: unknown,
  lines: readonly string[],
): Edit | null {
  const key = rangeOf(pair?.key);
  if (key === null) return null;
  const list = rangeOf(value);
  const end = isSeq(value) && list !== null ? list.end : key.end + 1;
  const { start, text: added } = linesAfter(text, end, lines);
  return { start: key.end + 1, end: start, text: text.slice(end, start) + added };
}

function isEmptyList(value: unknown): boolean {
  return (
    (isSeq(value) && value.items.length === 0) || value === null || (isScalar(value) && value.value === null)
  );
}

/** Inserts whole lines behind the line on which something ends, with the line ends of the file. */
function linesAfter(text: string, end: number, lines: readonly string[]): Edit {
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const body = lines.join(newLine);
  const start = nextLine(text, end);
  const lastLineIsOpen = start === text.length && !text.endsWith('\n');
  return { start, end: start, text: lastLineIsOpen ? newLine + body : body + newLine };
}

/** Where the line begins that follows an offset; the offset itself when a line begins there. */
function nextLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset; // a block scalar ends with its line
  const next = text.indexOf('\n', offset);
  return next === -1 ? text.length : next + 1;
}

/** The white space before the first word on the line an offset lies in. */
function indentOf(text: string, offset: number): string {
  const starts = lineStartsOf(text);
  const start = starts[lineIndexAt(starts, offset)] ?? 0;
  return /^[ \uFEFF]*/.exec(text.slice(start, offset))?.[0].replace('\uFEFF', '') ?? '';
}

function dashBefore(text: string, offset: number): number {
  return text.lastIndexOf('-', offset - 1);
}

function pairOf(root: YAMLMap, name: string): Pair | null {
  return root.items.find(({ key }) => isScalar(key) && key.value === name) ?? null;
}

function rangeOf(node: unknown): { readonly start: number; readonly end: number } | null {
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
  const [start, end] = (node satisfies Node | YAMLSeq).range ?? [];
  return start === undefined || end === undefined ? null : { start, end };
}

function refused(reason: string): SpliceOutcome {
  return { kind: 'refused', reason };
}
