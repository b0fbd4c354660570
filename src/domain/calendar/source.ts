import type { Place } from '../../core/diagnostics.ts';

/** A stretch of the author's text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A change made in memory only, so that what follows a syntax error can still be checked. */
export interface Edit extends Span {
  readonly text: string;
}

/** The offset at which each line starts. */
export function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The index, from 0, of the line an offset lies in. */
export function lineIndexAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A line without its line break; empty beyond the end. */
export function lineSpan(text: string, starts: readonly number[], index: number): Span {
  const start = starts[index] ?? text.length;
  let end = (starts[index + 1] ?? text.length + 1) - 1;
  if (text[end - 1] === '\r') end -= 1;
  return { start, end: Math.max(start, end) };
}

/** Line, column and length of a span, clipped to its first line. Columns count code points; a byte order mark is none. */
export function placeOf(file: string, text: string, starts: readonly number[], span: Span): Place {
  const offset = Math.min(Math.max(span.start, 0), text.length);
  const index = lineIndexAt(starts, offset);
  const line = lineSpan(text, starts, index);
  const start = Math.min(offset, line.end);
  const end = Math.max(start, Math.min(span.end, line.end));
  const before = text.slice(line.start, start).replace(/^\uFEFF/, '');
  return {
    file,
    line: index + 1,
    column: [...before].length + 1,
    length: Math.max(1, [...text.slice(start, end)].length),
  };
}

/** The text with edits made; they are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let copied = 0;
  for (const edit of edits) {
    result += text.slice(copied, edit.start) + edit.text;
    copied = edit.end;
  }
  return result + text.slice(copied);
}

/** Maps offsets of the edited text back to the author's own. */
export function mapBack(edits: readonly Edit[]): (offset: number) => number {
  return (offset) => {
    let shift = 0;
    for (const edit of edits) {
      const start = edit.start + shift;
      if (offset < start) break;
      if (offset < start + edit.text.length) return edit.start;
      shift += edit.text.length - (edit.end - edit.start);
    }
    return offset - shift;
  };
}
