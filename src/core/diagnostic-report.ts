import type { Diagnostic, Place, Severity } from './diagnostics.ts';
import { displayWidth } from './display-width.ts';
import { fitLine } from './fit-line.ts';

/** The text of a file that diagnostics point into, or null when it is not at hand. */
export type SourceOf = (file: string) => string | null;

/**
 * Diagnostics as a compiler shows them: code and message, place, the source line with a caret under the fault, related
 * places, help; and a last line that counts them, without a line break behind it. Empty when there is none. Source lines
 * are cut to `width` columns, so that the caret stays under the fault.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sourceOf: SourceOf,
  { colour, width = Number.POSITIVE_INFINITY }: { readonly colour: boolean; readonly width?: number },
): string {
  if (diagnostics.length === 0) return '';
  const paint = colour ? painted : plain;
  const lineOf = lineReader(sourceOf);
  const blocks = diagnostics.map((diagnostic) => renderOne(diagnostic, lineOf, paint, width));
  return `${blocks.join('\n')}\n${summary(diagnostics)}`;
}

/** Diagnostics for other programs. The shape only grows within a version. */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[]): {
  readonly version: 1;
  readonly errors: number;
  readonly warnings: number;
  readonly diagnostics: readonly Diagnostic[];
} {
  return {
    version: 1,
    errors: count(diagnostics, 'error'),
    warnings: count(diagnostics, 'warning'),
    diagnostics,
  };
}

const TAB_STOP = 4;

type Paint = (what: Severity | 'frame' | 'help' | 'strong', text: string) => string;
type LineOf = (place: Place) => string | null;

function renderOne(diagnostic: Diagnostic, lineOf: LineOf, paint: Paint, width: number): string {
  const { code, severity, message, place, label, related = [], help } = diagnostic;
  const places = [place, ...related.map((each) => each.place)];
  const gutter = Math.max(...places.map((each) => String(each.line).length));
  const excerpt = (at: Place, words: string | undefined, mark: string) =>
    renderExcerpt(
      at,
      lineOf(at),
      { words, mark, gutter, width: width - gutter - 3 },
      (text) => paint(severity, text),
      paint,
    );
  return [
    `${paint(severity, `${severity}[${code}]`)}${paint('strong', `: ${printable(message)}`)}`,
    ...excerpt(place, label, '^'),
    ...related.flatMap((each) => excerpt(each.place, each.message, '-')),
    ...(help === undefined ? [] : [`${paint('help', 'help')}: ${printable(help)}`]),
    '',
  ].join('\n');
}

interface Look {
  readonly words: string | undefined;
  /** The character that underlines. */
  readonly mark: string;
  /** Columns of the line numbers. */
  readonly gutter: number;
  /** Columns left for the source line. */
  readonly width: number;
}

function renderExcerpt(
  place: Place,
  source: string | null,
  { words, mark, gutter, width }: Look,
  accent: (text: string) => string,
  paint: Paint,
): string[] {
  const pad = ' '.repeat(gutter);
  const where = `${pad}${paint('frame', '-->')} ${printable(place.file)}:${place.line}:${place.column}`;
  const note = words === undefined ? '' : ` ${printable(words)}`;
  if (source === null) return note === '' ? [where] : [`${where}${note}`];
  const characters = [...source];
  const before = spread(characters.slice(0, place.column - 1));
  const under = spread(characters.slice(0, place.column - 1 + place.length));
  const start = displayWidth(before);
  const whole = { text: spread(characters), start, length: Math.max(1, displayWidth(under) - start) };
  const shown = fitLine(whole, width);
  const carets = mark.repeat(shown.length);
  const bar = paint('frame', '|');
  return [
    where,
    `${pad} ${bar}`,
    `${paint('frame', String(place.line).padStart(gutter))} ${bar} ${shown.text}`,
    `${pad} ${bar} ${' '.repeat(shown.start)}${accent(`${carets}${note}`)}`,
    `${pad} ${bar}`,
  ];
}

/** Tabs as the spaces up to the next stop; other control characters, which could drive the terminal, as blanks. */
function spread(characters: readonly string[]): string {
  let text = '';
  for (const character of characters) {
    text +=
      character === '\t' ? ' '.repeat(TAB_STOP - (displayWidth(text) % TAB_STOP)) : printable(character);
  }
  return text;
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

function lineReader(sourceOf: SourceOf): LineOf {
  const files = new Map<string, readonly string[] | null>();
  return ({ file, line }) => {
    const known = files.get(file);
    const lines =
      known === undefined
        ? (sourceOf(file)
            ?.replace(/^\uFEFF/, '')
            .split(/\r?\n/) ?? null)
        : known;
    files.set(file, lines);
    return lines?.[line - 1] ?? null;
  };
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const files = [...new Set(diagnostics.map((diagnostic) => diagnostic.place.file))];
  const where = files.length === 1 ? printable(files[0] ?? '') : `${files.length} files`;
  const counts = [
    counted(count(diagnostics, 'error'), 'error'),
    counted(count(diagnostics, 'warning'), 'warning'),
  ];
  return `${counts.filter((words) => words !== null).join(', ')} in ${where}`;
}

function count(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

function counted(number: number, noun: string): string | null {
  return number === 0 ? null : `${number} ${noun}${number === 1 ? '' : 's'}`;
}

const plain: Paint = (_, text) => text;

const painted: Paint = (what, text) => `\u001b[${SGR[what]}m${text}\u001b[0m`;

/** SGR codes of ECMA-48: bold red, bold yellow, blue, cyan, bold. */
const SGR = { error: '1;31', warning: '1;33', frame: '34', help: '36', strong: '1' } as const;
