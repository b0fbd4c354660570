import type { Diagnostic } from './diagnostics.ts';

/**
 * Diagnostics as workflow commands of GitHub Actions, a line each, which the runner turns into annotations of the files.
 * Source: docs.github.com, "Workflow commands for GitHub Actions". Empty when there is none.
 */
export function diagnosticsToGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(commandOf).join('\n');
}

function commandOf({ code, severity, message, place, help }: Diagnostic): string {
  const properties = {
    file: place.file,
    line: place.line,
    col: place.column,
    endColumn: place.column + place.length,
    title: code,
  };
  const listed = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapedProperty(String(value))}`,
  );
  const words = help === undefined ? message : `${message}\n${help}`;
  return `::${severity} ${listed.join(',')}::${escapedData(words)}`;
}

/** As the runner's own toolkit does it (actions/toolkit, core/src/command.ts). */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
