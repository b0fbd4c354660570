import type { Lines } from './lines.ts';
import { keyLine } from './lines.ts';
import type { Proposal } from './proposal.ts';

/** Turns tabs before the text of a line, and of the lines after it that have them too, into spaces. */
export function* replaceTabs(lines: Lines, at: number): Generator<Proposal> {
  const first = [at, at - 1, at + 1].find((index) => tabColumn(lines.text(index)) !== -1);
  if (first === undefined) return;
  let end = first;
  while (tabColumn(lines.text(end)) !== -1) end += 1;
  const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
  const column = tabColumn(lines.text(first));
  const start = lines.span(first).start + column;
  const flaw = { kind: 'tab-indent', lines: indexes.length, span: { start, end: start + 1 } } as const;
  for (const widthOf of widths(lines, first, end)) {
    const edits = indexes.map((index) => {
      const span = lines.span(index);
      const indent = indentOf(lines.text(index));
      return { start: span.start, end: span.start + indent.length, text: ' '.repeat(widthOf(indent)) };
    });
    yield { flaw, edits };
  }
}

/** Moves a key that is a little out of line to the column of the keys around it. */
export function* straighten(lines: Lines, at: number): Generator<Proposal> {
  for (const index of [at, at + 1]) {
    const here = keyLine(lines.text(index));
    const before = keyLine(lines.text(index - 1));
    if (here === null || before === null || /^\s*-/.test(lines.text(index))) continue;
    const off = here.column - before.column;
    if (off === 0 || Math.abs(off) > 3) continue;
    const start = lines.span(index).start;
    const message = `this line is indented by ${here.column} spaces, the line before it by ${before.column}`;
    const help = 'keys of one group start in the same column';
    const span = { start: start + here.column, end: start + here.column + here.key.length };
    const edit = { start, end: start + here.column, text: ' '.repeat(before.column) };
    yield { flaw: { kind: 'syntax', message, help, span }, edits: [edit] };
  }
}

/** Ways to count the spaces an indentation stands for: that of a neighbour first, then the usual tab stops. */
function* widths(lines: Lines, first: number, end: number): Generator<(indent: string) => number> {
  for (const neighbour of [lines.text(first - 1), lines.text(end)]) {
    if (neighbour.trim() === '') continue;
    const startsItem = /^\s*-/.test(lines.text(first));
    const column = startsItem
      ? indentOf(neighbour).length
      : (keyLine(neighbour)?.column ?? indentOf(neighbour).length);
    yield () => column;
  }
  for (const stop of [2, 4, 8]) {
    yield (indent) => [...indent].reduce((width, character) => width + (character === '\t' ? stop : 1), 0);
  }
}

function indentOf(text: string): string {
  return /^[ \t]*/.exec(text)?.[0] ?? '';
}

/** Where the first tab of an indentation stands, or -1; a line of blanks alone has none. */
function tabColumn(text: string): number {
  return text.trim() === '' ? -1 : indentOf(text).indexOf('\t');
}
