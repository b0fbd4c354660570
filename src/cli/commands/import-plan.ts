import { resolve } from 'node:path';
import { importPlan, type PlanImportReport } from '../../app/import-plan.ts';
import type { Remark } from '../../domain/calendar/import/imported.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Terminal, Tone } from '../terminal.ts';

export interface ImportPlanOptions {
  readonly track?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

/** `fortnight import plan FILE`: 0 when all of it was understood, 1 when not. */
export async function importPlanFile(
  environment: Environment,
  file: string,
  options: ImportPlanOptions,
): Promise<ExitCode> {
  const { terminal } = environment;
  const workspace = environment.workspace();
  const request = {
    file: resolve(workspace.root, file),
    track: options.track ?? null,
    write: options.write === true,
  };
  const report = await importPlan(workspace, request, environment.now());
  if (options.json === true) terminal.out(JSON.stringify(asJson(file, report), null, 2));
  else printReport(file, report, terminal);
  return report.notUnderstood.length === 0 ? 0 : 1;
}

/** The block alone goes to standard output, so that it can be piped; everything about it to standard error. */
function printReport(file: string, report: PlanImportReport, terminal: Terminal): void {
  const { topics, notUnderstood, notes, block, calendarFile, written } = report;
  if (block !== '') terminal.out(block);
  if (block !== '') terminal.err('');
  printRemarks('not understood', 'bad', file, notUnderstood, terminal);
  printRemarks('note', 'warn', file, notes, terminal);
  const count = topics.length === 1 ? '1 topic' : `${topics.length} topics`;
  const remarks = `${notUnderstood.length} not understood, ${notes.length === 1 ? '1 note' : `${notes.length} notes`}`;
  if (written) terminal.err(`${terminal.paint('good', 'added')} ${count} to ${calendarFile}; ${remarks}`);
  else
    terminal.err(
      `${count} to add to ${calendarFile}; ${remarks}${topics.length > 0 ? '. --write adds them' : ''}`,
    );
}

function printRemarks(
  label: string,
  tone: Tone,
  file: string,
  remarks: readonly Remark[],
  { err, paint }: Terminal,
): void {
  for (const { line, text, reason } of remarks) {
    err(`${paint(tone, label)}: ${file}:${line}: ${reason}`);
    err(`    ${paint('muted', text)}`);
  }
}

/** The stable shape behind `--json`. */
function asJson(
  file: string,
  { topics, tracks, notUnderstood, notes, block, calendarFile, written }: PlanImportReport,
): unknown {
  return { version: 1, file, calendarFile, written, topics, tracks, notUnderstood, notes, block };
}
