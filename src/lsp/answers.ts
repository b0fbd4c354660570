import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  DocumentSymbol,
  DocumentSymbolParams,
  Hover,
  Location,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { CodeActionKind } from 'vscode-languageserver/node';
import { noFacts } from '../domain/schedule/facts.ts';
import type { PlanInput } from '../domain/schedule/plan.ts';
import { fixEverything, quickFixesIn } from './actions/quick-fixes.ts';
import { topicActionsIn } from './actions/topic-actions.ts';
import { workspaceOf } from './calendar-place.ts';
import type { Calendars } from './calendars.ts';
import { completionsAt } from './completion/complete.ts';
import { definitionAt } from './definition.ts';
import type { EditorHost } from './host.ts';
import { hoverAt } from './hover.ts';
import { symbolsOf } from './symbols.ts';
import { planInputOf, type View } from './view.ts';

type Where = TextDocumentPositionParams;

/** What each question of the editor is answered with; null or nothing for a document that is no calendar. */
export function answers(calendars: Calendars, host: Pick<EditorHost, 'facts' | 'now' | 'editText'>) {
  const planOf = async (view: View): Promise<PlanInput | null> => {
    const workspace = workspaceOf(view.uri);
    const facts = workspace === null ? noFacts : await host.facts(workspace);
    return planInputOf(view, facts, host.now());
  };
  return {
    async hover({ textDocument, position }: Where): Promise<Hover | null> {
      const view = calendars.view(textDocument.uri);
      return view === null ? null : hoverAt(view, position, await planOf(view));
    },
    completion({ textDocument, position }: Where): CompletionItem[] {
      const view = calendars.view(textDocument.uri);
      return view === null ? [] : completionsAt(view, position, host.now());
    },
    definition({ textDocument, position }: Where): Location | null {
      const view = calendars.view(textDocument.uri);
      const posts = workspaceOf(textDocument.uri)?.postsFolder ?? null;
      return view === null ? null : definitionAt(view, position, posts);
    },
    symbols({ textDocument }: DocumentSymbolParams): DocumentSymbol[] {
      const view = calendars.view(textDocument.uri);
      return view === null ? [] : symbolsOf(view);
    },
    async actions({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
      const view = calendars.view(textDocument.uri);
      if (view === null) return [];
      const wanted = (kind: string) => isWanted(kind, context.only);
      const everything = wanted(CodeActionKind.SourceFixAll) ? fixEverything(view) : null;
      const input = wanted(CodeActionKind.RefactorRewrite) ? await planOf(view) : null;
      return [
        ...(wanted(CodeActionKind.QuickFix) ? quickFixesIn(view, range) : []),
        ...topicActionsIn(view, range, input, host.editText),
        ...(everything === null ? [] : [everything]),
      ];
    },
  };
}

/** `only: ['source']` asks for `source.fixAll` too. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return (
    only === undefined || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`))
  );
}
