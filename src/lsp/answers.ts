import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  DocumentSymbol,
  DocumentSymbolParams,
  Hover,
  Location,
  Range,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { CodeActionKind } from 'vscode-languageserver/node';
import { noFacts } from '../domain/schedule/facts.ts';
import type { PlanInput } from '../domain/schedule/plan.ts';
import { fixEverything, quickFixesIn } from './actions/quick-fixes.ts';
import { carryOut, chosenIn, type Deed, topicActionsIn } from './actions/topic-actions.ts';
import { workspaceOf } from './calendar-place.ts';
import type { Calendars } from './calendars.ts';
import { completionsAt } from './completion/complete.ts';
import { definitionAt } from './definition.ts';
import type { EditorHost } from './host.ts';
import { hoverAt } from './hover.ts';
import { symbolsOf } from './symbols.ts';
import { planInputOf, type View } from './view.ts';

type Where = TextDocumentPositionParams;

/** What the editor can do, as far as answers differ by it. */
export interface EditorAbilities {
  /** It asks for the edit of an action only when that action is chosen. */
  readonly resolvesActions: boolean;
}

/**
 * What each question of the editor is answered with; null or nothing for a document that is no calendar.
 * `tell` shows the author a sentence.
 */
export function answers(
  calendars: Calendars,
  host: Pick<EditorHost, 'facts' | 'now'>,
  abilities: () => EditorAbilities,
  tell: (words: string) => void,
) {
  const planOf = async (view: View): Promise<PlanInput | null> => {
    const workspace = workspaceOf(view.uri);
    const facts = workspace === null ? null : await host.facts(workspace);
    return planInputOf(view, facts ?? noFacts, host.now());
  };
  const deedOf = async (action: CodeAction): Promise<Deed | null> => {
    const chosen = chosenIn(action);
    const view = chosen === null ? null : calendars.view(chosen.uri);
    const input = view === null ? null : await planOf(view);
    return chosen === null || view === null || input === null ? null : carryOut(action, chosen, view, input);
  };
  const topicActions = async (view: View, range: Range): Promise<CodeAction[]> => {
    const input = await planOf(view);
    const actions = input === null ? [] : topicActionsIn(view, range, input);
    if (abilities().resolvesActions) return actions;
    const deeds = await Promise.all(actions.map(deedOf));
    return deeds.flatMap((deed) => (deed?.kind === 'done' ? [deed.action] : []));
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
      return [
        ...(wanted(CodeActionKind.QuickFix) ? quickFixesIn(view, range) : []),
        ...(wanted(CodeActionKind.RefactorRewrite) ? await topicActions(view, range) : []),
        ...(everything === null ? [] : [everything]),
      ];
    },
    async resolve(action: CodeAction): Promise<CodeAction> {
      const deed = await deedOf(action);
      if (deed?.kind === 'refused') tell(`${action.title}: ${deed.reason}`);
      return deed?.kind === 'done' ? deed.action : action;
    },
  };
}

/** `only: ['source']` asks for `source.fixAll` too. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return (
    only === undefined || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`))
  );
}
