import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { parseEmailAddress, uniqueForm } from '../core/email-address.ts';
import { AppError, systemCodeOf } from '../core/errors.ts';
import { keyedHash } from '../core/keyring.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { NewSubscriber } from '../store/subscriber-store.ts';
import type { App } from './context.ts';

export interface ImportRequest {
  readonly file: string;
  /** Where and how the readers agreed, in words; kept with each of them. */
  readonly consent: string;
  readonly dryRun: boolean;
}

export interface ImportReport {
  readonly added: number;
  readonly known: number;
  readonly suppressed: number;
  /** Lines that hold no address that can be mailed; at most 1,000 are listed. */
  readonly invalid: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

/** Rows in one transaction: the file is never held in memory, and a kill in between is mended by running the same file again. */
const CHUNK = 1_000;
const MAX_LISTED = 1_000;
const MAX_RECORD_BYTES = 64 * 1024;

/**
 * Adds readers whose consent was given elsewhere, as active, from a CSV file with a column `email` and maybe `name`. The same file twice
 * changes nothing, and a suppressed or unsubscribed address stays as it is.
 * @throws AppError `not-found` for a missing file, `invalid` for one that is no CSV or has no column `email`
 */
export async function importSubscribers(app: App, request: ImportRequest): Promise<ImportReport> {
  const report = { added: 0, known: 0, suppressed: 0, invalid: [] as ImportReport['invalid'][number][] };
  let chunk: NewSubscriber[] = [];
  const rehearse = rehearsal(app);
  const flush = async (): Promise<void> => {
    const outcome = await (request.dryRun
      ? rehearse(chunk)
      : app.store.importSubscribers(chunk, app.clock.now()));
    report.added += outcome.added;
    report.known += outcome.known;
    report.suppressed += outcome.suppressed;
    chunk = [];
  };
  for await (const row of readRows(request.file)) {
    const parsed = parseEmailAddress(row.email);
    if (!parsed.ok) {
      if (report.invalid.length < MAX_LISTED)
        report.invalid.push({ line: row.line, text: row.email, reason: parsed.reason });
      continue;
    }
    chunk.push({
      address: parsed.address,
      addressHash: keyedHash(app.keyring, uniqueForm(parsed.address)),
      name: row.name === '' ? null : row.name,
      consent: { door: 'import', wording: request.consent, formVersion: 'import', at: app.clock.now() },
    });
    if (chunk.length === CHUNK) await flush();
  }
  if (chunk.length > 0) await flush();
  return report;
}

interface Row {
  readonly line: number;
  readonly email: string;
  readonly name: string;
}

async function* readRows(file: string): AsyncGenerator<Row> {
  let header: readonly string[] = [];
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      header = columnsOf(names, file);
      return [...header];
    },
    info: true,
    max_record_size: MAX_RECORD_BYTES,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error));
  let line = 2;
  try {
    for await (const entry of source.pipe(parser)) {
      const { record, raw } = entry as { record: Record<string, string | undefined>; raw: string };
      const empty = /^[\r\n]*/.exec(raw)?.[0] ?? '';
      yield {
        line: line + lineEnds(empty),
        email: unguarded(record.email),
        name: unguarded(record.name),
      };
      line += lineEnds(raw);
    }
  } catch (error) {
    throw readFault(error, file);
  }
  if (header.length === 0) columnsOf([], file);
}

/** The parser's own count of lines takes a CRLF inside quotes for two. */
function lineEnds(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}

/** Takes the apostrophe off that an export puts before what a spreadsheet would take for a formula. */
function unguarded(cell: string | undefined): string {
  return (cell ?? '').replace(/^'(?=[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20])/, '');
}

/** Header names are matched whatever their case; columns we do not know are passed over. */
function columnsOf(header: readonly string[], file: string): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const email = names.findIndex((name) => ['email', 'e-mail', 'email address', 'address'].includes(name));
  if (email >= 0) return names.map((name, index) => (index === email ? 'email' : name));
  throw new AppError(
    'invalid',
    `${file} has no column "email"; its first line has: ${header.join(', ').slice(0, 200)}`,
    {
      help: 'the first line names the columns, e.g.  email,name',
    },
  );
}

function readFault(error: unknown, file: string): unknown {
  if (systemCodeOf(error) === 'ENOENT')
    return new AppError('not-found', `${file} does not exist`, { cause: error });
  if (systemCodeOf(error) === 'EISDIR')
    return new AppError('invalid', `${file} is a folder`, { cause: error });
  if (error instanceof CsvError) {
    return new AppError('invalid', `${file} is not valid CSV: ${error.message}`, {
      help: 'what stood before that line has been imported; mend it and run the same file again',
      cause: error,
    });
  }
  return error;
}

/** Counts what an import would do, chunk by chunk, without doing it. */
function rehearsal(app: App) {
  // 52 bits of a hash say whether an address came before in this file: a million readers take tens of megabytes.
  const seen = new Set<number>();
  return async (rows: readonly NewSubscriber[]) => {
    const outcome = { added: 0, known: 0, suppressed: 0 };
    for (const { address, addressHash } of rows) {
      const mark = Number.parseInt(addressHash.slice(0, 13), 16);
      if ((await app.store.suppressionOf(addressHash)) !== null) outcome.suppressed += 1;
      else if (seen.has(mark) || !isNew(await app.store.subscriberByAddress(address))) outcome.known += 1;
      else outcome.added += 1;
      seen.add(mark);
    }
    return outcome;
  };
}

/** A pending reader is one whose consent was still missing: the import brings it. */
function isNew(reader: Subscriber | null): boolean {
  return reader === null || reader.state.kind === 'pending';
}
