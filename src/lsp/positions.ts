import type { Position, Range } from 'vscode-languageserver/node';
import type { Place } from '../core/diagnostics.ts';
import type { Span } from '../domain/calendar/source.ts';
import { lineIndexAt, lineSpan, lineStartsOf } from '../domain/calendar/source.ts';

/** Converts between our ways to name a place in a text and that of an editor: lines from 0, UTF-16 units from 0. */
export interface Positions {
  readonly offsetAt: (position: Position) => number;
  readonly rangeOf: (span: Span) => Range;
  /** A place counts lines and code points from 1, and no byte order mark. */
  readonly rangeOfPlace: (place: Place) => Range;
  /** A line without its line break; empty beyond the end. */
  readonly line: (index: number) => string;
  readonly lineStart: (index: number) => number;
  readonly lineCount: number;
}

export function positionsIn(text: string): Positions {
  const starts = lineStartsOf(text);
  const line = (index: number): string => {
    const { start, end } = lineSpan(text, starts, index);
    return text.slice(start, end);
  };
  const positionAt = (offset: number): Position => {
    const at = Math.min(Math.max(offset, 0), text.length);
    const index = lineIndexAt(starts, at);
    return { line: index, character: at - (starts[index] ?? 0) };
  };
  return {
    offsetAt: ({ line: index, character }) => {
      const { start, end } = lineSpan(text, starts, index);
      return Math.min(start + character, end);
    },
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
    rangeOfPlace: (place) => rangeOfPlace(place, line(place.line - 1)),
    line,
    lineStart: (index) => starts[index] ?? text.length,
    lineCount: starts.length,
  };
}

function rangeOfPlace({ line, column, length }: Place, text: string): Range {
  const mark = line === 1 && text.startsWith('\uFEFF') ? 1 : 0;
  const characters = [...text.slice(mark)];
  const unitsIn = (from: number, to: number) => characters.slice(from, to).join('').length;
  const start = mark + unitsIn(0, column - 1);
  const end = start + unitsIn(column - 1, column - 1 + length);
  return { start: { line: line - 1, character: start }, end: { line: line - 1, character: end } };
}
