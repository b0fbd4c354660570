import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig } from './app/config.ts';
import type { Environment, ExitCode } from './cli/environment.ts';
import { openInput } from './cli/input.ts';
import { runProgram } from './cli/program.ts';
import { openTerminal, type Terminal } from './cli/terminal.ts';
import type { Composition } from './compose.ts';
import { systemClock } from './core/clock.ts';
import { AppError, systemCodeOf } from './core/errors.ts';
import type { ScheduleFacts } from './domain/schedule/facts.ts';
import { packageVersion } from './package-root.ts';
import { processSignal } from './process-signal.ts';
import { terminalLog } from './terminal-log.ts';
import { type Workspace, workspaceAt } from './workspace/workspace.ts';

/** The composition root: command line -> config -> store -> edge. Sets the exit code; one signal ends everything. */
export async function runMain(): Promise<void> {
  leaveQuietlyWhenNobodyReads();
  const terminal = openTerminal(process.stdout, process.stderr, process.env);
  const opened = openLazily(terminal);
  try {
    process.exitCode = await runProgram(process.argv.slice(2), await environmentOf(terminal, opened));
  } catch (error) {
    process.exitCode = report(error, terminal);
  } finally {
    await opened.close();
  }
}

interface Opened {
  composition(
    environment: Readonly<Record<string, string | undefined>>,
    options: { readonly anyAddressKey: boolean },
  ): Promise<Composition>;
  close(): Promise<void>;
}

/** Nothing heavy is loaded before a command asks for it: `check` starts in a blink. */
function openLazily(terminal: Terminal): Opened {
  let composition: Promise<Composition> | null = null;
  return {
    composition(environment, options) {
      const input = { root: process.cwd(), environment, log: terminalLog(terminal), compileApart: true };
      composition ??= import('./compose.ts').then(({ compose }) => compose({ ...input, ...options }));
      return composition;
    },
    async close() {
      // A composition that failed has said so already.
      const open = await composition?.catch(() => null);
      await open?.close();
    },
  };
}

async function environmentOf(terminal: Terminal, opened: Opened): Promise<Environment> {
  const root = process.cwd();
  const variables = { ...(await dotEnv(root)), ...process.env };
  const config = () => readConfig(variables, root);
  const workspace = (): Workspace => workspaceAt(root, config().data);
  const now = () => config().now ?? systemClock.now();
  const app: Environment['app'] = async (options = { anyAddressKey: false }) =>
    (await opened.composition(variables, options)).app;
  return {
    terminal,
    input: () => openInput(process.stdin, process.stderr),
    workspace,
    config,
    app,
    facts: (file) =>
      recordedFacts(file === undefined ? config().facts : resolve(root, file), workspace().database),
    serve: async (parts) => {
      const [{ serve }, { receiveMail }] = await Promise.all([
        import('./serve.ts'),
        import('./app/receive-mail.ts'),
      ]);
      const open = await app();
      await serve(open, parts, processSignal(), terminal, (mail) => receiveMail(open, mail));
    },
    showPreview: async (topic) => {
      const { servePreview } = await import('./web/preview/server.ts');
      await servePreview(await app(), topic, processSignal(), (url) =>
        terminal.out(
          `${terminal.paint('strong', 'Preview')}  ${url}  (follows your files; stop with Ctrl-C)`,
        ),
      );
    },
    serveEditor: async () => {
      const { editorHost } = await import('./editor-host.ts');
      const { serveEditor } = await import('./lsp/server.ts');
      await serveEditor(editorHost(now, ({ database }) => recordedFacts(config().facts, database)));
    },
    demo: async (options) => {
      const { runDemo } = await import('./demo/demo.ts');
      await runDemo(terminal, options, processSignal());
    },
    rehearse: async (options) => {
      const { runRehearsal } = await import('./rehearsal/command.ts');
      const draw = (text: string): void => void process.stderr.write(text);
      const stopwatch = (): number => performance.now() / 1_000;
      const house = {
        terminal,
        workspace: workspace(),
        environment: variables,
        now: now(),
        stopwatch,
        draw,
        signal: processSignal(),
      };
      return runRehearsal(house, options);
    },
    now,
    stop: processSignal,
    zoneData: process.versions.tz ?? null,
    version: packageVersion(),
  };
}

/** Loaded as needed: many a check runs where there is no database. */
async function recordedFacts(factsFile: string | null, database: string): Promise<ScheduleFacts | null> {
  if (factsFile !== null) return (await import('./app/facts-in-file.ts')).factsInFile(factsFile);
  return existsSync(database) ? (await import('./store/sqlite/read-facts.ts')).readFacts(database) : null;
}

async function dotEnv(root: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(join(root, '.env'), 'utf8'));
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return {};
    throw new AppError('configuration', 'the file .env cannot be read', { cause: error });
  }
}

/** Expected failures in words; everything else whole, as it is our fault. */
function report(error: unknown, terminal: Terminal): ExitCode {
  if (!(error instanceof AppError)) {
    terminal.err(
      `${terminal.paint('bad', 'internal error')}: this is a fault in Fortnight, not in your files`,
    );
    terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
  terminal.err(`${terminal.paint('bad', 'error')}: ${error.message}`);
  if (error.help !== null) terminal.err(`${terminal.paint('accent', 'help')}: ${error.help}`);
  return error.code === 'configuration' ? 2 : 1;
}

/** `fortnight plan | head` closes the pipe early; that is no fault. */
function leaveQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
