import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '../../../core/errors.ts';
import type { ZoneName } from '../../../core/zoned-time.ts';
import { type Columns, columnsOf, type Field } from './csv-columns.ts';
import { dateReader } from './date-words.ts';
import { type ImportedItem, oneLine, type ReadPlan, type RemarkLists, remark } from './imported.ts';
import { statusFault, statusFrom } from './status-words.ts';

const DELIMITERS = [',', ';', '\t', '|'];
/** Spreadsheets may have a caption above the row of names. */
const ROWS_BEFORE_NAMES = 10;

interface Row {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

interface Table {
  readonly rows: readonly Row[];
  /** Index of the row of names. */
  readonly head: number;
  readonly columns: Columns;
}

/**
 * Reads an editorial spreadsheet. Delimiter and columns are guessed from the row of names.
 * @throws AppError `invalid` when it is no CSV, or no column can be the title
 */
export function readCsvPlan(text: string, zone: ZoneName): ReadPlan {
  const table = tableOf(text);
  const lists: RemarkLists = { notUnderstood: [], notes: [] };
  const body = table.rows.slice(table.head + 1).filter(hasContent);
  for (const row of table.rows.slice(0, table.head).filter(hasContent)) {
    lists.notUnderstood.push(
      remark(row.line, row.cells.join(' '), 'it stands above the row that names the columns'),
    );
  }
  noteOtherColumns(table, body, lists);
  const cellOf = (row: Row, field: Field): string => row.cells[table.columns.get(field) ?? -1] ?? '';
  const readDate = dateReader(
    body.map((row) => cellOf(row, 'date')),
    zone,
  );
  const items = body.flatMap((row): ImportedItem[] => {
    const title = oneLine(cellOf(row, 'title'));
    if (title === '') {
      lists.notUnderstood.push(remark(row.line, row.cells.join(' '), 'this row has no title'));
      return [];
    }
    return [itemOf(row, title, (field) => cellOf(row, field), readDate, lists)];
  });
  return { items, ...lists };
}

function itemOf(
  { line }: Row,
  title: string,
  cell: (field: Field) => string,
  readDate: ReturnType<typeof dateReader>,
  { notUnderstood }: RemarkLists,
): ImportedItem {
  const status = statusFrom(cell('status'));
  if (status === null && cell('status') !== '')
    notUnderstood.push(remark(line, title, statusFault(cell('status'))));
  const reading = cell('date') === '' ? null : readDate(cell('date'));
  if (reading?.kind === 'unclear') notUnderstood.push(remark(line, title, reading.reason));
  return {
    line,
    title,
    id: cell('id') === '' ? null : cell('id'),
    status,
    date: reading?.kind === 'date' ? reading.date : null,
    groups: cell('track') === '' ? [] : [cell('track')],
    summary: oneLine(cell('summary')),
    tags: cell('tags')
      .split(/[,;|]/)
      .map((tag) => oneLine(tag.replace(/^\s*#/, '')))
      .filter((tag) => tag !== ''),
    url: cell('url') === '' ? null : cell('url'),
  };
}

/** Columns we have no use for are named once, not once a row. */
function noteOtherColumns(
  { rows, head, columns }: Table,
  body: readonly Row[],
  { notes, notUnderstood }: RemarkLists,
): void {
  const names = rows[head];
  if (names === undefined) return;
  const used = new Set(columns.values());
  const filledIn = new Map<number, number>();
  for (const { cells } of body) {
    for (const [index, cell] of cells.entries())
      if (cell !== '') filledIn.set(index, (filledIn.get(index) ?? 0) + 1);
  }
  for (const [index, name] of names.cells.entries()) {
    const filled = filledIn.get(index) ?? 0;
    if (used.has(index) || filled === 0) continue;
    const values = filled === 1 ? '1 value' : `${filled} values`;
    notes.push(
      remark(
        names.line,
        name === '' ? `column ${index + 1}` : name,
        `this column is not taken over (${values})`,
      ),
    );
  }
  for (const row of body) {
    const extra = row.cells.slice(names.cells.length).filter((cell) => cell !== '');
    if (extra.length > 0)
      notUnderstood.push(remark(row.line, extra.join(' '), 'there is no column for this'));
  }
}

/** Tries every delimiter; the one under which most columns are known is the file's. */
function tableOf(text: string): Table {
  const [, declared] = /^sep=(.)\n/i.exec(text) ?? [];
  const delimiters = declared === undefined ? DELIMITERS : [declared];
  const attempts = delimiters.map((delimiter) => attempt(text, delimiter, declared !== undefined));
  const tables = attempts.flatMap((each) => (each.kind === 'rows' ? (withNames(each.rows) ?? []) : []));
  const [best] = tables.toSorted((one, other) => other.columns.size - one.columns.size);
  if (best !== undefined) return best;
  const [first] = attempts;
  if (first?.kind === 'fault') throw notCsv(first.error);
  throw new AppError(
    'invalid',
    `no column of this file can be the title; its first line is: ${oneLine(text.slice(0, 200))}`,
    {
      help: 'name the columns in the first line, e.g.  title,date,status,track,notes,tags',
    },
  );
}

type Attempt =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'fault'; readonly error: CsvError };

function attempt(text: string, delimiter: string, declared: boolean): Attempt {
  try {
    const from_line = declared ? 2 : 1;
    const options = {
      delimiter,
      from_line,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
    } as const;
    // With `info` every record comes with where it ends; csv-parse's types do not say so.
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    let line = from_line;
    const rows = records.map(({ record, info }) => {
      const row = { line, cells: record };
      line = info.lines + 1;
      return row;
    });
    return { kind: 'rows', rows };
  } catch (error) {
    if (error instanceof CsvError) return { kind: 'fault', error };
    throw error;
  }
}

function withNames(rows: readonly Row[]): Table | null {
  for (const [head, row] of rows.slice(0, ROWS_BEFORE_NAMES).entries()) {
    const columns = columnsOf(row.cells);
    if (columns !== null) return { rows, head, columns };
  }
  return null;
}

function notCsv(error: CsvError): AppError {
  return new AppError('invalid', `this is not valid CSV: ${error.message}`, {
    help: 'a quote inside a quoted field is written twice; save the spreadsheet as CSV again',
    cause: error,
  });
}

function hasContent({ cells }: Row): boolean {
  return cells.some((cell) => cell !== '');
}
