import type { Nodes } from 'mdast';

/** Something in a post that could not be shown as its author meant it, and is shown safely instead. */
export interface PostFault {
  readonly kind: 'formula' | 'diagram' | 'undescribed' | 'topic' | 'picture';
  /** In the Markdown, both from 1. */
  readonly line: number;
  readonly column: number;
  readonly words: string;
}

/** A place in the Markdown, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function placeOf(node: Nodes): Place {
  const { line, column } = node.position?.start ?? { line: 1, column: 1 };
  return { line, column };
}

/** The place `offset` characters into a text that begins at `start`, and whose further lines are set in by `margin` characters. */
export function placeIn(text: string, offset: number, start: Place, margin: number): Place {
  const lines = text.slice(0, offset).split('\n');
  const last = lines.at(-1)?.length ?? 0;
  return {
    line: start.line + lines.length - 1,
    column: last + (lines.length === 1 ? start.column : margin + 1),
  };
}
