import type { CodeAction, Range, Diagnostic as Shown, TextEdit } from 'vscode-languageserver/node';
import { CodeActionKind } from 'vscode-languageserver/node';
import type { Diagnostic } from '../../core/diagnostics.ts';
import { fixCalendar } from '../../domain/calendar/fix.ts';
import { suggestionIn } from '../../domain/calendar/rules/rule.ts';
import { safeRepairs } from '../../domain/calendar/safe-repairs.ts';
import type { Edit } from '../../domain/calendar/source.ts';
import { shownDiagnostics } from '../diagnostics.ts';
import type { View } from '../view.ts';
import { changeOf } from './change.ts';

/** The remedies of the faults on the lines of a range: quotes and tabs put right, the nearest name taken. */
export function quickFixesIn(view: View, range: Range): CodeAction[] {
  const shown = shownDiagnostics(view);
  const there = view.diagnostics.flatMap((diagnostic, index) => {
    const marked = shown[index];
    return marked !== undefined && touches(marked.range, range) ? [{ diagnostic, marked }] : [];
  });
  const suggested = there.flatMap(({ diagnostic, marked }) => suggestedFix(view, diagnostic, marked));
  const isMendable = there.some(({ diagnostic }) => MENDABLE.has(diagnostic.code));
  return isMendable ? [...repairs(view, there), ...suggested] : suggested;
}

/** Everything that is safe to mend, in one edit; null when there is nothing. */
export function fixEverything(view: View): CodeAction | null {
  if (!view.diagnostics.some(({ code }) => MENDABLE.has(code))) return null;
  const { text, fixed } = fixCalendar(view.text);
  if (fixed === 0) return null;
  const title =
    fixed === 1
      ? 'Mend the one fault that is safe to mend'
      : `Mend all ${fixed} faults that are safe to mend`;
  return { title, kind: CodeActionKind.SourceFixAll, edit: changeOf(view, text) };
}

interface Marked {
  readonly diagnostic: Diagnostic;
  readonly marked: Shown;
}

/** E101 an unquoted colon, E102 a tab. */
const MENDABLE = new Set(['E101', 'E102']);

function repairs(view: View, there: readonly Marked[]): CodeAction[] {
  const known = safeRepairs(view.text);
  return there.flatMap(({ diagnostic, marked }) => {
    const start = view.positions.offsetAt(marked.range.start);
    const repair = known.find(({ at }) => at === start);
    if (!MENDABLE.has(diagnostic.code) || repair === undefined) return [];
    const title = diagnostic.code === 'E101' ? 'Put the whole value in quotes' : 'Indent with spaces';
    return [
      fix(
        view,
        title,
        marked,
        repair.edits.map((edit) => textEdit(view, edit)),
      ),
    ];
  });
}

function suggestedFix(view: View, { help }: Diagnostic, marked: Shown): CodeAction[] {
  const suggestion = help === undefined ? null : suggestionIn(help);
  if (suggestion === null) return [];
  const { start, end } = marked.range;
  const typed = view.positions.line(start.line).slice(start.character, end.character);
  const [quote = ''] = /^["']/.exec(typed) ?? [];
  const newText = `${quote}${suggestion}${quote}`;
  return [fix(view, `Replace by \`${suggestion}\``, marked, [{ range: marked.range, newText }])];
}

function fix({ uri }: View, title: string, marked: Shown, edits: TextEdit[]): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [marked],
    isPreferred: true,
    edit: { changes: { [uri]: edits } },
  };
}

function textEdit({ positions }: View, { start, end, text }: Edit): TextEdit {
  return { range: positions.rangeOf({ start, end }), newText: text };
}

function touches(one: Range, other: Range): boolean {
  return one.start.line <= other.end.line && other.start.line <= one.end.line;
}
