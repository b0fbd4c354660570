import { resolve } from 'node:path';
import {
  type ImportReport,
  type ImportRequest,
  importSubscribers,
  mappingOf,
} from '../../app/import-subscribers.ts';
import type { Field } from '../../domain/readers/import/fields.ts';
import type { Layout } from '../../domain/readers/import/layout.ts';
import type { Source } from '../../domain/readers/import/sources.ts';
import type { StateWord } from '../../domain/readers/import/state-words.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Terminal } from '../terminal.ts';
import { grouped } from '../words.ts';
import { importProgress } from './import-progress.ts';

export interface ImportOptions {
  readonly consent: string;
  readonly from?: Source;
  readonly map?: ReadonlyMap<Field, string>;
  readonly state?: StateWord;
  readonly rejects?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `fortnight subscribers import FILE`. 1 when any row was not understood, or when it was stopped. */
export async function importFile(
  environment: Environment,
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  const json = options.json === true;
  const progress = importProgress(terminal, app.clock, json);
  const report = await importSubscribers(app, {
    ...requestOf(environment, file, options),
    onLayout: (layout) => {
      if (!json) printLayout(file, layout, terminal);
    },
    onProgress: progress.show,
  });
  progress.clear();
  if (json) terminal.out(JSON.stringify(asJson(report, options), null, 2));
  else printReport(report, options, terminal);
  return report.invalid.count === 0 && report.whole ? 0 : 1;
}

function requestOf(
  environment: Environment,
  file: string,
  options: ImportOptions,
): Omit<ImportRequest, 'onLayout' | 'onProgress'> {
  const { root } = environment.workspace();
  return {
    file: resolve(root, file),
    consent: options.consent,
    source: options.from ?? null,
    columns: options.map ?? new Map(),
    unsaid: options.state ?? null,
    dryRun: options.dryRun === true,
    rejects: options.rejects === undefined ? null : resolve(root, options.rejects),
    stop: environment.stop(),
  };
}

const SOURCE_NAMES: Readonly<Record<Source, string>> = {
  fortnight: 'a list that Fortnight exported',
  substack: 'an export of Substack',
  mailchimp: 'an export of Mailchimp',
  buttondown: 'an export of Buttondown',
  ghost: 'an export of Ghost',
  kit: 'an export of Kit',
  listmonk: 'an export of listmonk',
  csv: 'a list',
};

/** What was guessed, so that a wrong guess is seen; to standard error, as it is not the result. */
function printLayout(file: string, layout: Layout, { err, paint }: Terminal): void {
  const isBareList = layout.names.length === 0;
  err(`${file}: ${isBareList ? 'addresses, one a line' : `${SOURCE_NAMES[layout.source]}, read as`}`);
  if (isBareList) return;
  const mapping = mappingOf(layout);
  const width = Math.max(...mapping.map(([, field]) => field.length));
  for (const [column, field] of mapping) err(`  ${field.padEnd(width)}  ${paint('strong', column)}`);
  const other = notRead(layout);
  if (other.length > 0) err(paint('muted', `  not read: ${other.join(', ')}`));
}

function notRead({ columns, names }: Layout): readonly string[] {
  const read = new Set(columns.values());
  return names.filter((name, index) => !read.has(index) && name !== '');
}

function printReport(
  { tally, invalid, whole, rows }: ImportReport,
  { dryRun, rejects }: ImportOptions,
  { out, err, paint }: Terminal,
): void {
  const would = dryRun === true ? 'would be ' : '';
  const { added, known, left, suppressed, unsubscribed, excluded, pending } = tally;
  out(
    `${grouped(added)} ${would}added, ${grouped(known)} known, ${grouped(left)} left, ${grouped(suppressed)} suppressed, ${grouped(invalid.count)} invalid`,
  );
  if (unsubscribed + excluded + pending > 0) {
    out(
      `${would === '' ? '' : 'it would be '}recorded of the others: ${grouped(unsubscribed)} unsubscribed, ${grouped(excluded)} not to be mailed, ${grouped(pending)} yet to confirm`,
    );
  }
  for (const { line, text, reason } of invalid.listed)
    err(`  line ${line}: ${JSON.stringify(text)}: ${reason}`);
  const unlisted = invalid.count - invalid.listed.length;
  const where = rejects === undefined ? '; --rejects FILE writes them all' : '';
  if (unlisted > 0) err(`  and ${grouped(unlisted)} more${where}`);
  if (rejects !== undefined) err(`what was not taken over is in ${rejects}`);
  if (!whole) err(paint('warn', `stopped after ${grouped(rows)} rows: run the same again, and it goes on`));
}

/** The stable shape behind `--json`. */
function asJson({ layout, tally, rows, invalid, whole }: ImportReport, { dryRun }: ImportOptions): unknown {
  const { added, known, left, suppressed, unsubscribed, excluded, pending } = tally;
  return {
    version: 1,
    dryRun: dryRun === true,
    source: layout.source,
    delimiter: layout.delimiter,
    mapping: mappingOf(layout).map(([column, field]) => ({ column, field })),
    notRead: notRead(layout),
    otherwise: layout.unsaid,
    rows,
    added,
    known,
    left,
    suppressed,
    recorded: { unsubscribed, suppressed: excluded, pending },
    invalid: invalid.listed,
    invalidCount: invalid.count,
    whole,
  };
}
