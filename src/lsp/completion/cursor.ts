import { keyLine } from '../../domain/calendar/syntax/lines.ts';
import { flowPlace } from './flow-place.ts';

/** Where in the file something is being typed. Found by looking at lines, as the text seldom parses at that moment. */
export interface Cursor {
  /**
   * From the top of the file down to the place; `-` stands for an item of a list. It ends with a key when a value is
   * being typed behind it; otherwise a key of that group, or a plain item of that list, is.
   */
  readonly path: readonly string[];
  /** The word being typed, which a completion replaces: UTF-16 units of its line. */
  readonly start: number;
  readonly end: number;
}

/** `line` gives any line by its number from 0, without its break. Null inside comments and running text. */
export function cursorAt(line: (index: number) => string, index: number, character: number): Cursor | null {
  const text = line(index);
  const before = text.slice(0, character);
  if (/(^|\s)#/.test(before.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, ''))) return null;
  const [lead = ''] = /^\uFEFF?[ \t]*(?:- +)*/.exec(before) ?? [];
  const column = lead.search(/[^\s\uFEFF]/);
  const isItem = column !== -1;
  const outer = ancestors(line, index, isItem ? column : lead.length, isItem);
  if (outer === null) return null;
  const place = flowPlace(before.slice(lead.length), isItem ? [...outer, '-'] : outer);
  if (place === null) return null;
  const rest = /^[\w.-]*/.exec(text.slice(character))?.[0] ?? '';
  return { path: place.path, start: lead.length + place.start, end: character + rest.length };
}

/** The keys and items that a line in this column lies in. Null when it goes on with a text begun above. */
function ancestors(
  line: (index: number) => string,
  index: number,
  column: number,
  isItem: boolean,
): string[] | null {
  const path: string[] = [];
  let edge = column;
  let item = isItem;
  for (let at = index - 1; at >= 0 && (edge > 0 || item); at--) {
    const text = line(at).replace(/^\uFEFF/, '');
    if (/^\s*(#|$)/.test(text)) continue;
    const key = keyLine(text);
    // A list may stand in the column of its own key.
    if (
      key !== null &&
      (key.column < edge || (item && key.column === edge && !text.trimStart().startsWith('-')))
    ) {
      if (key.value !== '' && !/^[&!]\S*$/.test(key.value)) return null;
      path.unshift(key.key);
      edge = key.column;
      item = false;
    }
    const dash = /^\s*(?=- )/.exec(text)?.[0].length ?? Number.POSITIVE_INFINITY;
    if (dash < edge) {
      path.unshift('-');
      edge = dash;
      item = true;
    }
  }
  return path;
}
