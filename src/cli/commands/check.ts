import { examine } from '../../app/examine.ts';
import { diagnosticsToJson, renderDiagnostics } from '../../core/diagnostic-report.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight check`: 0 without errors (warnings do not count), 1 with. */
export async function check(environment: Environment, options: { readonly json?: boolean }): Promise<ExitCode> {
  const { terminal } = environment;
  const examined = await examine(environment.workspace());
  const { diagnostics, file, text } = examined;
  if (options.json === true) {
    terminal.out(JSON.stringify(diagnosticsToJson(diagnostics), null, 2));
  } else if (diagnostics.length > 0) {
    const colour = terminal.paint('bad', 'x') !== 'x';
    terminal.out(renderDiagnostics(diagnostics, (name) => (name === file ? text : null), { colour }));
  } else {
    const topics = examined.calendar?.topics.length ?? 0;
    terminal.out(`${terminal.paint('good', 'ok')}  ${file}: ${topics} topics, no fault found`);
  }
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0;
}
