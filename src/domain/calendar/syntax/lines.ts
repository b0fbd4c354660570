import type { Span } from '../source.ts';
import { lineIndexAt, lineSpan, lineStartsOf } from '../source.ts';

/** A text seen as lines, counted from 0; beyond either end they are empty. */
export interface Lines {
  readonly count: number;
  readonly indexAt: (offset: number) => number;
  readonly span: (index: number) => Span;
  readonly text: (index: number) => string;
}

export function linesOf(text: string): Lines {
  const starts = lineStartsOf(text);
  const span = (index: number) => lineSpan(text, starts, index);
  return {
    count: starts.length,
    indexAt: (offset) => lineIndexAt(starts, offset),
    span,
    text: (index) => text.slice(span(index).start, span(index).end),
  };
}

/** A line of the form `key: value` or `- key: value`, as far as a look at the line alone can tell. */
export interface KeyLine {
  /** The column, from 0, in which the key starts. */
  readonly column: number;
  readonly key: string;
  /** The column in which the value starts, and the value without a comment or trailing blanks. */
  readonly valueColumn: number;
  readonly value: string;
}

export function keyLine(text: string): KeyLine | null {
  const match = /^([ \t]*(?:- +)?)([A-Za-z_$][\w-]*):(?:[ \t]+(.*))?$/.exec(text);
  if (match === null) return null;
  const [whole, lead = '', key = '', rest = ''] = match;
  const value = /^["']/.test(rest) ? rest.trimEnd() : rest.replace(/(^|\s+)#.*$/, '').trimEnd();
  return { column: lead.length, key, valueColumn: whole.length - rest.length, value };
}
