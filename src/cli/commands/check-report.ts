import type { Examined } from '../../app/examine.ts';
import { diagnosticsToGithub } from '../../core/diagnostic-github.ts';
import { diagnosticsToJson, renderDiagnostics } from '../../core/diagnostic-report.ts';
import { diagnosticsToSarif } from '../../core/diagnostic-sarif.ts';
import { never } from '../../core/errors.ts';
import { rules } from '../../domain/calendar/rules/registry.ts';
import type { Environment } from '../environment.ts';
import type { Terminal } from '../terminal.ts';

export type CheckFormat = 'human' | 'json' | 'github' | 'sarif';

/** Prints what a check found: for people, or for the program that asked. */
export function printDiagnostics(examined: Examined, format: CheckFormat, environment: Environment): void {
  const text = textOf(examined, format, environment);
  if (text !== '') environment.terminal.out(text);
}

function textOf(examined: Examined, format: CheckFormat, { terminal, version }: Environment): string {
  const { diagnostics } = examined;
  switch (format) {
    case 'human':
      return reportFor(examined, terminal);
    case 'json':
      return JSON.stringify(diagnosticsToJson(diagnostics), null, 2);
    case 'github':
      return diagnosticsToGithub(diagnostics);
    case 'sarif':
      return JSON.stringify(diagnosticsToSarif(diagnostics, { rules, version }), null, 2);
    default:
      return never(format);
  }
}

function reportFor({ diagnostics, file, sourceOf, calendar }: Examined, terminal: Terminal): string {
  if (diagnostics.length === 0) {
    const topics = calendar?.topics.length ?? 0;
    return `${terminal.paint('good', 'ok')}  ${file}: ${topics} topics, no fault found`;
  }
  const colour = terminal.paint('bad', 'x') !== 'x';
  return renderDiagnostics(diagnostics, sourceOf, { colour, width: terminal.columns });
}
