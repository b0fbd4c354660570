import { type Examined, examine } from '../../app/examine.ts';
import { type FixedLine, fixCalendarFile } from '../../app/fix-calendar-file.ts';
import type { Instant } from '../../core/clock.ts';
import { diagnosticsToJson, renderDiagnostics } from '../../core/diagnostic-report.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Terminal } from '../terminal.ts';

export interface CheckOptions {
  readonly json?: boolean;
  readonly fix?: boolean;
  /** A file of recorded facts to check against. */
  readonly facts?: string;
  readonly now?: Instant;
}

/** `fortnight check [--fix]`: 0 without errors (warnings do not count), 1 with. */
export async function check(environment: Environment, options: CheckOptions): Promise<ExitCode> {
  const { terminal } = environment;
  const workspace = environment.workspace();
  let examined = await look(environment, options);
  if (options.fix === true) {
    printFixed(await fixCalendarFile(workspace, examined), examined.file, terminal);
    examined = await look(environment, options);
  }
  if (options.json === true) terminal.out(JSON.stringify(diagnosticsToJson(examined.diagnostics), null, 2));
  else printDiagnostics(examined, terminal);
  return examined.diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0;
}

async function look(environment: Environment, options: CheckOptions): Promise<Examined> {
  const facts = await environment.facts(options.facts);
  const now = options.now ?? environment.now();
  return examine(environment.workspace(), facts, { now, zoneData: environment.zoneData });
}

function printFixed(fixed: readonly FixedLine[], file: string, { err, paint }: Terminal): void {
  for (const { line, before, after } of fixed) {
    err(`${file}:${line}`);
    err(paint('bad', `- ${before.trimEnd()}`));
    err(paint('good', `+ ${after.trimEnd()}`));
  }
}

function printDiagnostics({ diagnostics, file, sourceOf, calendar }: Examined, terminal: Terminal): void {
  if (diagnostics.length === 0) {
    const topics = calendar?.topics.length ?? 0;
    terminal.out(`${terminal.paint('good', 'ok')}  ${file}: ${topics} topics, no fault found`);
    return;
  }
  const colour = terminal.paint('bad', 'x') !== 'x';
  terminal.out(renderDiagnostics(diagnostics, sourceOf, { colour }));
}
