import { Readable } from 'node:stream';
import type { Instant } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { foreignLines } from '../core/foreign-lines.ts';
import { keyedHash } from '../core/keyring.ts';
import type { Field } from '../domain/readers/import/fields.ts';
import {
  type ImportedReader,
  type ImportOutcome,
  type ImportTally,
  NOTHING_IMPORTED,
  tallied,
} from '../domain/readers/import/imported.ts';
import { type Layout, type LayoutWishes, layoutOf } from '../domain/readers/import/layout.ts';
import { readRow } from '../domain/readers/import/read-row.ts';
import { type CsvRecord, recordsOf } from '../domain/readers/import/records.ts';
import { type LongForeignFile, openLongForeignFile } from '../workspace/foreign-file.ts';
import type { App } from './context.ts';
import { type Rejects, rejectsInto } from './import-rejects.ts';
import { rehearseImport } from './rehearse-import.ts';

export interface ImportRequest extends LayoutWishes {
  /** Absolute path. */
  readonly file: string;
  /** Where and how the readers agreed, in words; kept with each of them. */
  readonly consent: string;
  readonly dryRun: boolean;
  /** A file for the rows that are not taken over, or null. */
  readonly rejects: string | null;
  /** Aborted: it ends after the chunk it is at, and the same file goes on from there. */
  readonly stop: AbortSignal;
  /** Told before the first row is read. */
  readonly onLayout: (layout: Layout) => void;
  readonly onProgress: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly rows: number;
  /** Of the file's `size`, both in bytes. */
  readonly read: number;
  readonly size: number;
}

export interface ImportReport {
  readonly layout: Layout;
  readonly tally: ImportTally;
  readonly rows: number;
  /** Rows that were not understood; at most 100 are listed. */
  readonly invalid: { readonly count: number; readonly listed: readonly InvalidRow[] };
  /** False when it was stopped before the end of the file. */
  readonly whole: boolean;
}

interface InvalidRow {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/** Rows in one transaction: the file is never held in memory, and a kill in between is mended by running the same file again. */
const CHUNK = 30_000;
const MAX_LISTED = 100;

/**
 * Takes over the readers of a CSV file from elsewhere: those who agreed there as active, and what it says of those who left or cannot be mailed.
 * The same file twice changes nothing, and nobody who has left here is brought back (see `decideImport`).
 * @throws AppError `not-found` for a missing file, `invalid` for one that is no CSV, has no addresses, or does not say how its readers stand
 */
export async function importSubscribers(app: App, request: ImportRequest): Promise<ImportReport> {
  const file = await openLongForeignFile(request.file);
  try {
    const layout = layoutOf(request.file, await headText(file, request.file), request);
    request.onLayout(layout);
    const rejects = await rejectsInto(request.rejects, layout);
    try {
      const report = await new Import(app, request, layout, rejects).run(file);
      await rejects.finish();
      return report;
    } finally {
      await rejects.close();
    }
  } finally {
    await file.close();
  }
}

/** The whole lines that the file begins with. */
async function headText({ head, size }: LongForeignFile, name: string): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of foreignLines(Readable.from([head]))) pieces.push(piece);
  // The last piece of what is only the beginning may end within a line.
  const text = (head.length < size ? pieces.slice(0, Math.max(1, pieces.length - 1)) : pieces).join('');
  if (text.includes('\0')) {
    throw new AppError('invalid', `${name} is not a text file`, {
      help: 'a spreadsheet has to be saved as CSV; UTF-16 is read only with a byte order mark',
    });
  }
  return text;
}

interface Pending {
  /** Null where nobody wants to see it again. */
  readonly record: CsvRecord | null;
  readonly reader: ImportedReader;
}

class Import {
  readonly #app: App;
  readonly #request: ImportRequest;
  readonly #layout: Layout;
  readonly #rejects: Rejects;
  readonly #take: (rows: readonly ImportedReader[], at: Instant) => Promise<readonly ImportOutcome[]>;
  #chunk: Pending[] = [];
  #tally = NOTHING_IMPORTED;
  #rows = 0;
  #read = 0;
  #invalid = 0;
  #listed: InvalidRow[] = [];

  constructor(app: App, request: ImportRequest, layout: Layout, rejects: Rejects) {
    this.#app = app;
    this.#request = request;
    this.#layout = layout;
    this.#rejects = rejects;
    this.#take = request.dryRun ? rehearseImport(app.store) : app.store.importSubscribers;
  }

  async run(file: LongForeignFile): Promise<ImportReport> {
    const { stop } = this.#request;
    try {
      for await (const records of recordsOf(foreignLines(this.#counted(file)), this.#layout.delimiter)) {
        await this.#readAll(records);
        this.#request.onProgress({ rows: this.#rows, read: this.#read, size: file.size });
        if (stop.aborted) break;
      }
    } catch (error) {
      throw this.#inFile(error);
    } finally {
      await this.#flush();
    }
    const invalid = { count: this.#invalid, listed: this.#listed };
    return { layout: this.#layout, tally: this.#tally, rows: this.#rows, invalid, whole: !stop.aborted };
  }

  #inFile(error: unknown): unknown {
    if (!(error instanceof AppError) || error.code !== 'invalid') return error;
    const done = this.#request.dryRun
      ? ''
      : '; what stands before it is taken over: mend it, and run the same file again';
    return new AppError('invalid', `${this.#request.file}: ${error.message}`, {
      help: `${error.help ?? ''}${done}`,
      cause: error,
    });
  }

  async *#counted({ chunks }: LongForeignFile): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#read += chunk.length;
      yield chunk;
    }
  }

  async #readAll(records: readonly CsvRecord[]): Promise<void> {
    const { keyring } = this.#app;
    const { consent, rejects } = this.#request;
    const isKept = rejects !== null;
    const hashOf = (form: string): string => keyedHash(keyring, form);
    const reading = { consent, hashOf, now: this.#app.clock.now() };
    for (const record of records) {
      if (record.line <= this.#layout.headLine) continue;
      this.#rows += 1;
      const read = readRow(this.#layout, record.cells, reading);
      if (read.ok) this.#chunk.push({ record: isKept ? record : null, reader: read.reader });
      else await this.#refuse(record, read.text, read.reason);
      if (this.#chunk.length === CHUNK) await this.#flush();
    }
  }

  async #refuse(record: CsvRecord, text: string, reason: string): Promise<void> {
    this.#invalid += 1;
    if (this.#listed.length < MAX_LISTED) this.#listed.push({ line: record.line, text, reason });
    await this.#rejects.add(record, reason);
  }

  async #flush(): Promise<void> {
    const chunk = this.#chunk;
    this.#chunk = [];
    const readers = chunk.map(({ reader }) => reader);
    const outcomes = await this.#take(readers, this.#app.clock.now());
    this.#tally = tallied(this.#tally, outcomes);
    for (const [index, { record, reader }] of chunk.entries()) {
      const reason = reader.state?.kind === 'active' ? NOT_BROUGHT[outcomes[index] ?? 'known'] : undefined;
      if (record !== null && reason !== undefined) await this.#rejects.add(record, reason);
    }
  }
}

/** Why a reader whom the file calls active is not active after it. */
const NOT_BROUGHT: Partial<Readonly<Record<ImportOutcome, string>>> = {
  left: 'this reader has left: only a new subscription brings them back',
  suppressed: 'this address must not be mailed',
  excluded: 'this address must not be mailed',
};

/** Which fields were found in which column, by name; in the order of the columns. */
export function mappingOf({ columns, names }: Layout): readonly (readonly [string, Field])[] {
  const placed = [...columns].toSorted(([, one], [, other]) => one - other);
  return placed.map(([field, index]) => [names[index] ?? `column ${index + 1}`, field]);
}
