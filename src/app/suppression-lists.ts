import { type Instant, parseInstant } from '../core/clock.ts';
import { csvLine } from '../core/csv-line.ts';
import { parseEmailAddress, uniqueForm } from '../core/email-address.ts';
import { AppError } from '../core/errors.ts';
import { foreignLines } from '../core/foreign-lines.ts';
import { keyedHash } from '../core/keyring.ts';
import { plainName } from '../domain/readers/import/fields.ts';
import { type CsvRecord, recordsOf } from '../domain/readers/import/records.ts';
import { SUPPRESSION_REASONS, type SuppressionReason } from '../domain/readers/subscriber.ts';
import type { Suppression } from '../store/subscriber-store.ts';
import { openLongForeignFile } from '../workspace/foreign-file.ts';
import type { App } from './context.ts';

const PAGE = 1_000;

/** All of them, in the order of their hashes, page by page. */
export async function* allSuppressions(app: App): AsyncGenerator<Suppression> {
  for (let after = ''; ; ) {
    const page: readonly Suppression[] = await app.store.suppressions(after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.addressHash;
  }
}

/** As CSV: the hash, which is worth something only beside the secret it was made with, the reason, and since when. */
export async function* exportSuppressions(app: App): AsyncGenerator<string> {
  yield 'hash,reason,at';
  for await (const { addressHash, reason, at } of allSuppressions(app))
    yield csvLine([addressHash, reason, new Date(at).toISOString()]);
}

export interface SuppressionReport {
  readonly added: number;
  readonly known: number;
  readonly invalid: { readonly count: number; readonly listed: readonly { line: number; reason: string }[] };
}

const MAX_LISTED = 100;

/**
 * Takes in a list of what must not be mailed: such an export, or plain addresses, which are kept as hashes.
 * @param otherwise why, where the list does not say
 * @throws AppError `not-found`, `invalid`
 */
export async function importSuppressions(
  app: App,
  path: string,
  otherwise: SuppressionReason,
): Promise<SuppressionReport> {
  const file = await openLongForeignFile(path);
  const report = { added: 0, known: 0, count: 0, listed: [] as { line: number; reason: string }[] };
  let columns: Columns | null = null;
  try {
    for await (const records of recordsOf(foreignLines(file.chunks), ',')) {
      const rows: Suppression[] = [];
      for (const record of records) {
        if (columns === null) {
          columns = columnsOf(record);
          if (columns.isHeader) continue;
        }
        const row = suppressionIn(app, record, columns, otherwise);
        if (typeof row !== 'string') rows.push(row);
        else {
          report.count += 1;
          if (report.listed.length < MAX_LISTED) report.listed.push({ line: record.line, reason: row });
        }
      }
      const added = await app.store.addSuppressions(rows, app.clock.now());
      report.added += added;
      report.known += rows.length - added;
    }
  } finally {
    await file.close();
  }
  if (columns === null) throw new AppError('invalid', `${path} is empty`);
  return {
    added: report.added,
    known: report.known,
    invalid: { count: report.count, listed: report.listed },
  };
}

interface Columns {
  readonly isHeader: boolean;
  readonly subject: number;
  readonly reason: number;
  readonly at: number;
}

function columnsOf({ cells }: CsvRecord): Columns {
  const names = cells.map(plainName);
  const subject = names.findIndex((name) => ['hash', 'email', 'email address', 'address'].includes(name));
  if (subject < 0) return { isHeader: false, subject: 0, reason: -1, at: -1 };
  return { isHeader: true, subject, reason: names.indexOf('reason'), at: names.indexOf('at') };
}

/** The words of the fault where it is none. */
function suppressionIn(
  app: App,
  { cells }: CsvRecord,
  columns: Columns,
  otherwise: SuppressionReason,
): Suppression | string {
  const hash = hashIn(app, cells[columns.subject] ?? '');
  if (!hash.ok) return hash.reason;
  const said = cells[columns.reason] ?? '';
  const reason = said === '' ? otherwise : SUPPRESSION_REASONS.find((one) => one === said);
  if (reason === undefined) return `"${said}" is no reason; allowed: ${SUPPRESSION_REASONS.join(', ')}`;
  return { addressHash: hash.addressHash, reason, at: pastInstant(app, cells[columns.at] ?? '') };
}

function hashIn(
  app: App,
  text: string,
): { readonly ok: true; readonly addressHash: string } | { readonly ok: false; readonly reason: string } {
  if (/^[0-9a-f]{64}$/.test(text)) return { ok: true, addressHash: text };
  const parsed = parseEmailAddress(text);
  return parsed.ok ? { ok: true, addressHash: keyedHash(app.keyring, uniqueForm(parsed.address)) } : parsed;
}

function pastInstant({ clock }: App, text: string): Instant {
  return Math.min(parseInstant(text) ?? clock.now(), clock.now());
}
