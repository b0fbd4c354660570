import type { Diagnostic as Shown } from 'vscode-languageserver/node';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Diagnostic } from '../core/diagnostics.ts';
import type { View } from './view.ts';

/** Every fault as the editor underlines it: the words of `fortnight check`, help included. */
export function shownDiagnostics(view: View): Shown[] {
  // What lies in a post is for that post's editor; here it would underline words it does not mean.
  const ours = view.diagnostics.filter(({ place }) => place.file === view.uri);
  return ours.map((diagnostic) => shown(diagnostic, view));
}

function shown(diagnostic: Diagnostic, { uri, positions }: View): Shown {
  const { code, severity, place, related = [] } = diagnostic;
  return {
    range: positions.rangeOfPlace(place),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    source: 'fortnight',
    message: wordsOf(diagnostic),
    relatedInformation: related.map((each) => ({
      location: { uri, range: positions.rangeOfPlace(each.place) },
      message: each.message,
    })),
  };
}

function wordsOf({ message, label, help }: Diagnostic): string {
  const lines = [message, label, help === undefined ? undefined : `help: ${help}`];
  return lines.filter((line) => line !== undefined).join('\n');
}
