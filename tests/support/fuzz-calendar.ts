import type { Diagnostic, Place } from '../../src/core/diagnostics.ts';
import { fixCalendar } from '../../src/domain/calendar/fix.ts';
import { parseCalendar } from '../../src/domain/calendar/parse.ts';
import { randomNumbers } from './random-numbers.ts';

/** What slips in: the characters that mean something to YAML, and those that mean trouble to whoever counts columns. */
const SCRAPS = [
  '\t',
  '"',
  "'",
  ': ',
  ':',
  '[',
  ']',
  '{',
  '}',
  '- ',
  '\n',
  '\r\n',
  '#',
  '&a ',
  '*a',
  '|',
  '>',
  '? ',
  '---\n',
  '%',
  '!',
  '😀',
  'e\u0301',
  '日',
  '\uFEFF',
  '\0',
  '\\',
  '@',
  '`',
  '  ',
  ',',
];

/** Damages a text in one to four places; the same seed gives the same damage. */
export function mutated(text: string, seed: number): string {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  let now = text;
  for (let left = 1 + below(4); left > 0; left--) {
    const at = below(now.length + 1);
    const kind = below(4);
    if (kind === 0) now = now.slice(0, at) + now.slice(at + 1 + below(12));
    else if (kind === 1) now = now.slice(0, at) + (SCRAPS[below(SCRAPS.length)] ?? '') + now.slice(at);
    else if (kind === 2) now = now.slice(0, at) + (SCRAPS[below(SCRAPS.length)] ?? '') + now.slice(at + 1);
    else now = now.slice(0, at) + now.slice(at, at + below(200)) + now.slice(at);
  }
  return now;
}

/**
 * What is wrong with how a text is checked and mended, in words; null when all is well: nothing throws, every place lies
 * inside the text, `--fix` leaves no more errors than there were, and finds nothing to do the second time.
 */
export function misconduct(text: string): string | null {
  try {
    const { diagnostics } = parseCalendar({ file: 'c.yaml', text, hasBody: () => true });
    const lines = text.split('\n');
    const outside = diagnostics.flatMap(placesOf).find((place) => !isInside(place, lines));
    if (outside !== undefined) return `a place outside the text: ${JSON.stringify(outside)}`;
    return misconductOfFix(text, diagnostics);
  } catch (error) {
    return `an exception: ${error instanceof Error ? error.stack : String(error)}`;
  }
}

function misconductOfFix(text: string, before: readonly Diagnostic[]): string | null {
  const once = fixCalendar(text);
  if (once.fixed === 0) return once.text === text ? null : 'a text changed without a fix';
  const after = parseCalendar({ file: 'c.yaml', text: once.text, hasBody: () => true }).diagnostics;
  const [errorsBefore, errorsAfter] = [errorsIn(before), errorsIn(after)];
  if (errorsAfter > errorsBefore) return `--fix made ${errorsAfter} errors of ${errorsBefore}`;
  return fixCalendar(once.text).text === once.text ? null : 'a second --fix changed it again';
}

function placesOf({ place, related = [] }: Diagnostic): readonly Place[] {
  return [place, ...related.map((other) => other.place)];
}

function isInside({ line, column, length }: Place, lines: readonly string[]): boolean {
  const text = lines[line - 1];
  return text !== undefined && length >= 1 && column >= 1 && column <= [...text].length + 1;
}

function errorsIn(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter((each) => each.severity === 'error').length;
}
