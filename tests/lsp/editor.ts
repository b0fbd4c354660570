import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  PublishDiagnosticsParams,
  TextEdit,
} from 'vscode-languageserver/node';
import { packageRoot } from '../../src/package-root.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

/** The cursor in a text of a test; taken out before the editor sees it. */
export const CURSOR = '‸';

export interface Editor {
  readonly uri: string;
  readonly root: string;
  readonly connection: MessageConnection;
  readonly server: ChildProcess;
  readonly ended: Promise<number | null>;
  /** Opens the calendar with a text, which may hold a cursor, and waits for what the server says of it. */
  open(text: string): Promise<readonly Diagnostic[]>;
  /** Replaces the text as one change, and waits for the diagnostics of that version. */
  change(text: string): Promise<readonly Diagnostic[]>;
  /** Asks at the cursor of the last text. */
  ask<Answer>(method: string, more?: object): Promise<Answer>;
  diagnosticsOf(version: number): Promise<readonly Diagnostic[]>;
}

/** An editor over the built program's language server, after the handshake, in a workspace with these posts. */
export async function openEditor(
  posts: readonly string[] = [],
  capabilities: ClientCapabilities = {},
): Promise<Editor> {
  const root = emptyWorkspace();
  mkdirSync(join(root, 'calendar', 'posts'), { recursive: true });
  for (const id of posts) writeFileSync(join(root, 'calendar', 'posts', `${id}.md`), 'Some words.\n');
  const uri = pathToFileURL(join(root, 'calendar', 'calendar.yaml')).href;
  const server = spawn(process.execPath, [join(packageRoot(), 'dist', 'main.js'), 'lsp'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, TMPDIR: tmpdir() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => server.once('close', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const published = listenForDiagnostics(connection);
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities });
  await connection.sendNotification('initialized', {});
  return editor({ uri, root, connection, server, ended }, published);
}

function editor(
  base: Pick<Editor, 'uri' | 'root' | 'connection' | 'server' | 'ended'>,
  published: Published,
): Editor {
  const { uri, connection } = base;
  let version = 0;
  let position = { line: 0, character: 0 };
  const take = (marked: string): string => {
    position = positionOf(marked);
    version += 1;
    return marked.replace(CURSOR, '');
  };
  return {
    ...base,
    diagnosticsOf: published,
    async open(marked) {
      const text = take(marked);
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version, text },
      });
      return published(version);
    },
    async change(marked) {
      const text = take(marked);
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
      return published(version);
    },
    ask: (method, more = {}) =>
      connection.sendRequest(`textDocument/${method}`, {
        textDocument: { uri },
        position,
        range: { start: position, end: position },
        context: { diagnostics: [] },
        ...more,
      }),
  };
}

type Published = (version: number) => Promise<readonly Diagnostic[]>;

function listenForDiagnostics(connection: MessageConnection): Published {
  const known = new Map<number, readonly Diagnostic[]>();
  const waiting = new Map<number, (diagnostics: readonly Diagnostic[]) => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    const version = params.version ?? Number.NaN;
    known.set(version, params.diagnostics);
    waiting.get(version)?.(params.diagnostics);
  });
  return async (version) => known.get(version) ?? new Promise((resolve) => waiting.set(version, resolve));
}

function positionOf(marked: string): { line: number; character: number } {
  const lines = marked.slice(0, Math.max(0, marked.indexOf(CURSOR))).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** A text after an action, as the editor would apply it. */
export function applied(text: string, action: CodeAction | undefined): string {
  const edits: TextEdit[] = Object.values(action?.edit?.changes ?? {}).flat();
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const offset = ({ line, character }: { line: number; character: number }) =>
    (starts[line] ?? 0) + character;
  return edits
    .toSorted((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce(
      (result, { range, newText }) =>
        result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
      text,
    );
}
