import type { ClientCapabilities, Connection, InitializeResult } from 'vscode-languageserver/node';
import {
  CodeActionKind,
  createConnection,
  ErrorCodes,
  MessageType,
  ProposedFeatures,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { messageOf } from '../core/errors.ts';
import { answers, type EditorAbilities } from './answers.ts';
import { openCalendars } from './calendars.ts';
import type { EditorHost } from './host.ts';
import { openPublisher } from './publisher.ts';

/**
 * Speaks the Language Server Protocol (3.17) with one editor, over a pair of streams, about every calendar it opens.
 * Never returns: the protocol's `exit`, or the end of the input, ends the process; with 0 if `shutdown` came first.
 */
export function serveEditor(host: EditorHost): Promise<never> {
  const connection = createConnection(ProposedFeatures.all, host.input, host.output);
  const documents = new TextDocuments(TextDocument);
  const calendars = openCalendars((uri) => documents.get(uri), host.facts);
  const failed = (error: unknown) => connection.console.error(messageOf(error));
  const publisher = openPublisher(calendars, {
    send: (uri, version, diagnostics) => connection.sendDiagnostics({ uri, version, diagnostics }),
    versionOf: (uri) => documents.get(uri)?.version ?? null,
    failed,
  });
  let editor: EditorAbilities = { resolvesActions: false };
  connection.onInitialize(({ capabilities }) => {
    editor = editorAbilities(capabilities);
    return serverAbilities(host.version);
  });
  documents.onDidChangeContent(({ document }) => publisher.changed(document.uri));
  documents.onDidSave(({ document }) => publisher.changed(document.uri));
  documents.onDidClose(({ document }) => {
    calendars.forget(document.uri);
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }).catch(failed);
  });
  connection.onDidChangeWatchedFiles(() => {
    for (const { uri } of documents.all()) publisher.changed(uri);
  });
  const tell = (message: string) => {
    connection
      .sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
      .catch(failed);
  };
  answerRequests(
    connection,
    answers(calendars, host, () => editor, tell),
  );
  documents.listen(connection);
  connection.listen();
  return new Promise(() => {});
}

function answerRequests(connection: Connection, answer: ReturnType<typeof answers>): void {
  let shutDown = false;
  connection.onShutdown(() => {
    shutDown = true;
  });
  /** After `shutdown` nothing is answered any more (LSP 3.17, "Shutdown Request"). */
  const whileUp =
    <Params, Result>(handle: (params: Params) => Result) =>
    (params: Params): Result | ResponseError<void> =>
      shutDown ? new ResponseError(ErrorCodes.InvalidRequest, 'the server is shutting down') : handle(params);
  connection.onHover(whileUp(answer.hover));
  connection.onCompletion(whileUp(answer.completion));
  connection.onDefinition(whileUp(answer.definition));
  connection.onDocumentSymbol(whileUp(answer.symbols));
  connection.onCodeAction(whileUp(answer.actions));
  connection.onCodeActionResolve(whileUp(answer.resolve));
}

function editorAbilities({ textDocument }: ClientCapabilities): EditorAbilities {
  const { dataSupport = false, resolveSupport } = textDocument?.codeAction ?? {};
  return { resolvesActions: dataSupport && resolveSupport?.properties.includes('edit') === true };
}

function serverAbilities(version: string): InitializeResult {
  return {
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [' ', '[', ',', '-'] },
      definitionProvider: true,
      documentSymbolProvider: true,
      codeActionProvider: {
        resolveProvider: true,
        codeActionKinds: [
          CodeActionKind.QuickFix,
          CodeActionKind.RefactorRewrite,
          CodeActionKind.SourceFixAll,
        ],
      },
    },
    serverInfo: { name: 'fortnight', version },
  };
}
