import { CsvError, parse } from 'csv-parse/sync';
import { parseEmailAddress } from '../../../core/email-address.ts';
import { AppError } from '../../../core/errors.ts';
import { nearestName } from '../../../core/nearest-name.ts';
import { type Columns, type Field, guessColumns, plainName } from './fields.ts';
import { detectSource, ownColumns, type Source, unsaidState } from './sources.ts';
import type { StateWord } from './state-words.ts';

/** How a file of readers is to be read. */
export interface Layout {
  readonly source: Source;
  readonly delimiter: string;
  /** The names of the columns; empty for a bare list of addresses. */
  readonly names: readonly string[];
  /** The records up to this line are none of readers. */
  readonly headLine: number;
  readonly columns: Columns;
  /** How those stand of whom no column says anything. */
  readonly unsaid: StateWord;
}

export interface LayoutWishes {
  /** Null: to be told by the names of the columns. */
  readonly source: Source | null;
  /** What the author says a field's column is called; '' when there is none. */
  readonly columns: ReadonlyMap<Field, string>;
  /** How those stand of whom no column says anything; null: to be told by the source. */
  readonly unsaid: StateWord | null;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** A bare list must look like one for so many rows. */
const LOOKED_AT = 20;

/**
 * Tells delimiter, columns and source from the beginning of a file.
 * @param text whole lines
 * @throws AppError `invalid` when no column holds addresses, or nothing says who has left
 */
export function layoutOf(file: string, text: string, wishes: LayoutWishes): Layout {
  const { guessed, ...head } = headOf(file, text);
  const source = wishes.source ?? detectSource(head.names);
  const columns = withWishes(ownColumns(source, head.names, guessed), head.names, wishes.columns);
  if (!columns.has('email')) throw noAddresses(file, head.names);
  const unsaid = wishes.unsaid ?? unsaidState(source, columns, file);
  if (unsaid === null) {
    throw new AppError('invalid', `nothing in ${file} says who is subscribed and who has left`, {
      help: 'say how these readers stand, e.g. --state active, or --state unsubscribed; or name the column: --map state=COLUMN',
    });
  }
  return { source, ...head, columns, unsaid };
}

interface Head extends Pick<Layout, 'delimiter' | 'names' | 'headLine'> {
  readonly guessed: Columns;
}

function headOf(file: string, text: string): Head {
  const [declaration = '', declared] = /^sep=(.)\n/i.exec(text) ?? [];
  const body = text.slice(declaration.length);
  const delimiters = declared === undefined ? DELIMITERS : [declared];
  const tables = delimiters.flatMap((delimiter) => {
    // Where a later row is broken, whoever reads all of them says in which line.
    const rows = rowsOf(body, delimiter, LOOKED_AT) ?? rowsOf(body, delimiter, 1) ?? [];
    const [names] = rows;
    return names === undefined ? [] : [{ delimiter, rows, names, columns: guessColumns(names) }];
  });
  const [best] = tables.toSorted(
    (one, other) => other.columns.size - one.columns.size || other.names.length - one.names.length,
  );
  if (best === undefined) throw noAddresses(file, []);
  if (isBareList(best.rows)) return bareList(best.delimiter, declaration);
  const headLine = linesOf(declaration) + linesBefore(body) + 1;
  return { delimiter: best.delimiter, names: best.names, headLine, guessed: best.columns };
}

/** The first rows that are not empty; null when this delimiter makes no CSV of them. */
function rowsOf(text: string, delimiter: string, to: number): readonly (readonly string[])[] | null {
  const relaxed = {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  } as const;
  try {
    return parse(text, { ...relaxed, delimiter, to });
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** Addresses and nothing else, a line each. With more columns nobody could say what the others mean: perhaps who has left. */
function isBareList(rows: readonly (readonly string[])[]): boolean {
  return rows.every((cells) => cells.length === 1 && parseEmailAddress(cells[0] ?? '').ok);
}

function bareList(delimiter: string, declaration: string): Head {
  return { delimiter, names: [], headLine: linesOf(declaration), guessed: new Map([['email', 0]]) };
}

function withWishes(guessed: Columns, names: readonly string[], wished: LayoutWishes['columns']): Columns {
  const columns = new Map(guessed);
  for (const [field, name] of wished) {
    columns.delete(field);
    if (name !== '') columns.set(field, columnCalled(name, names));
  }
  return columns;
}

function columnCalled(name: string, names: readonly string[]): number {
  const exact = names.indexOf(name);
  const index = exact >= 0 ? exact : names.map(plainName).indexOf(plainName(name));
  if (index >= 0) return index;
  const near = nearestName(name, names);
  throw new AppError('invalid', `there is no column "${name}"`, {
    help: near === null ? `the columns: ${shown(names)}` : `did you mean "${near}"?`,
  });
}

function noAddresses(file: string, names: readonly string[]): AppError {
  const found = names.length === 0 ? 'it is empty' : `its first line has: ${shown(names)}`;
  return new AppError('invalid', `${file} has no column "email"; ${found}`, {
    help: 'the first line names the columns, e.g.  email,name  or say which it is: --map email=COLUMN',
  });
}

function shown(names: readonly string[]): string {
  return names.join(', ').slice(0, 200);
}

function linesBefore(body: string): number {
  return linesOf(/^\s*/.exec(body)?.[0] ?? '');
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}
