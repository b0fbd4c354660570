import type { Flaw } from '../flaw.ts';
import type { Edit, Span } from '../source.ts';
import type { KeyLine, Lines } from './lines.ts';
import { keyLine } from './lines.ts';
import type { Proposal } from './proposal.ts';

/**
 * The last resort: reads a topic without those of its lines that are not plainly `key: value`. It keeps its place in
 * the queue and in its series (or a later part could come out first), and the fault keeps it from being published.
 * Even without an id: then it goes by a stand-in.
 */
export function* setAsideTopic(lines: Lines, at: number, flaw: Flaw): Generator<Proposal> {
  const dash = topicDash(lines, at);
  if (dash === null) return;
  const last = topicStart(lines, at, dash);
  // An open bracket is noticed only in the topic after it.
  const candidates = last === null ? [] : [last, topicStart(lines, last - 1, dash)];
  for (const first of candidates) {
    if (first === null) continue;
    const end = topicEnd(lines, first, dash);
    const column = keyLine(lines.text(first))?.column ?? keyColumn(lines, first + 1, end) ?? dash + 2;
    const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
    const isKept = (index: number) => isPlain(keyLine(lines.text(index)), column);
    const edits = indexes
      .filter((index) => !isKept(index))
      .map((index): Edit => {
        return { ...lines.span(index), text: index === first ? `${' '.repeat(dash)}-` : '' };
      });
    yield { flaw: { ...flaw, span: within(flaw.span, lines, first, end) }, edits: edits.filter(isChange) };
  }
}

function keyColumn(lines: Lines, start: number, end: number): number | null {
  for (let index = start; index < end; index++) {
    const line = keyLine(lines.text(index));
    if (line !== null) return line.column;
  }
  return null;
}

/** The column of the dashes under `topics:`, when the line lies there. */
function topicDash(lines: Lines, at: number): number | null {
  let top = at;
  while (top >= 0 && !isTopLevel(lines.text(top))) top -= 1;
  if (!/^topics:\s*(#.*)?$/.test(lines.text(top))) return null;
  for (let index = top + 1; index <= at; index++) {
    const dash = /^( *)- /.exec(lines.text(index));
    if (dash !== null) return dash[1]?.length ?? 0;
  }
  return null;
}

function topicStart(lines: Lines, at: number, dash: number): number | null {
  for (let index = at; index >= 0; index--) {
    if (isTopLevel(lines.text(index))) return null;
    if (isItem(lines.text(index), dash)) return index;
  }
  return null;
}

function topicEnd(lines: Lines, first: number, dash: number): number {
  let end = first + 1;
  while (end < lines.count && !isItem(lines.text(end), dash) && !isTopLevel(lines.text(end))) end += 1;
  return end;
}

function isItem(text: string, dash: number): boolean {
  return text.startsWith(`${' '.repeat(dash)}- `);
}

/** A key in the first column, or the border of a document. */
function isTopLevel(text: string): boolean {
  return /^([A-Za-z_$][\w-]*:|---|\.\.\.)(\s|$)/.test(text);
}

/** Whether a line says one thing that cannot reach beyond its end. */
function isPlain(line: KeyLine | null, column: number): boolean {
  if (line === null || line.column !== column) return false;
  return /^("(?:[^"\\]|\\[\\"])*"|'[^']*'|[A-Za-z0-9](?:[^:#"'{}[\]]|:(?=\S))*)\s*(#.*)?$/.test(line.value);
}

/** A span moved into the topic it is about, when the parser noticed the fault only after it. */
function within(span: Span, lines: Lines, first: number, end: number): Span {
  const limit = lines.span(end - 1).end;
  return span.start < limit ? span : lastFilledLine(lines, first, end);
}

function lastFilledLine(lines: Lines, first: number, end: number): Span {
  let index = end - 1;
  while (index > first && lines.text(index).trim() === '') index -= 1;
  const span = lines.span(index);
  const blanks = lines.text(index).length - lines.text(index).trimStart().length;
  return { start: span.start + blanks, end: span.end };
}

function isChange(edit: Edit): boolean {
  return edit.end > edit.start;
}
