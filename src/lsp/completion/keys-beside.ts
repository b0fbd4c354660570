import { keyLine } from '../../domain/calendar/syntax/lines.ts';
import type { Positions } from '../positions.ts';

/** The keys in the other lines of the group that a line belongs to: they need not be offered again. */
export function keysBeside({ line, lineCount }: Positions, index: number): ReadonlySet<string> {
  const column = contentColumn(line(index));
  const keys = new Set<string>();
  const take = (at: number): boolean => {
    const text = line(at);
    if (/^\s*(#|$)/.test(text)) return true;
    const key = keyLine(text);
    if (key?.column === column) keys.add(key.key);
    return contentColumn(text) >= column;
  };
  const startsItem = (at: number) => /^\s*- /.test(line(at)) && contentColumn(line(at)) === column;
  // A dash begins another group, though its keys stand in the same column.
  for (let at = index; at > 0 && !startsItem(at) && take(at - 1); at--);
  for (let at = index + 1; at < lineCount && !startsItem(at) && take(at); at++);
  return keys;
}

/** Where the content of a line begins, behind its indentation and dashes. */
function contentColumn(text: string): number {
  return /^\s*(?:- +)*/.exec(text)?.[0].length ?? 0;
}
