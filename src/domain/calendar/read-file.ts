import type { Node } from 'yaml';
import { remembering } from '../../core/remembering.ts';
import type { Flaw } from './flaw.ts';
import { readQuickly } from './quick/read-quickly.ts';
import type { CalendarFile } from './schema.ts';
import { calendarFile } from './schema.ts';
import type { Reader } from './shape/kind.ts';
import type { Span } from './source.ts';
import type { YamlReading } from './syntax/read-yaml.ts';
import { readYaml } from './syntax/read-yaml.ts';

/** The file as typed, every value with its place, and what is wrong with its form. */
export type FileReading =
  | { readonly kind: 'unreadable'; readonly flaws: readonly Flaw[] }
  /** `root` is null when it is no group of keys. */
  | { readonly kind: 'read'; readonly root: CalendarFile | null; readonly flaws: readonly Flaw[] };

export type ReadFile = (text: string) => FileReading;

/** The worker reads the file every minute, and nearly always it is the one of the minute before. */
const REMEMBERED_FILES = 2;

/** Reads a whole calendar file, quickly where it is plain. Pure; never throws. */
export const readFile: ReadFile = remembering(REMEMBERED_FILES, (text) => {
  const quick = readQuickly(text);
  return quick === null ? readFileByYaml(text) : fieldsOf(text, quick);
});

/** The same, all of it by way of `yaml`: what quick reading is held against. */
export function readFileByYaml(text: string): FileReading {
  const outcome = readYaml(text);
  return outcome.kind === 'unreadable' ? outcome : fieldsOf(text, outcome.reading);
}

function fieldsOf(text: string, reading: YamlReading): FileReading {
  const flaws: Flaw[] = [];
  const { document } = reading;
  const contents = document.contents ?? document.createNode({});
  const root = calendarFile.read(contents, readerOf(text, reading, flaws));
  return { kind: 'read', root, flaws };
}

/** For reading values out of a tree. The flaws of syntax are put into `flaws`, and those found later behind them. */
export function readerOf(
  text: string,
  { document, repairs, toOriginal }: YamlReading,
  flaws: Flaw[],
): Reader {
  flaws.push(...repairs.map((repair) => repair.flaw));
  const spanOf = (node: Node): Span => {
    const [start, end] = node.range ?? [0, 0, 0];
    return { start: toOriginal(start), end: toOriginal(end) };
  };
  return { text, spanOf, document, report: (flaw) => flaws.push(flaw) };
}
