import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ExitCode } from '../../src/cli/environment.ts';
import type { Input } from '../../src/cli/input.ts';
import { runProgram } from '../../src/cli/program.ts';
import { openTerminal } from '../../src/cli/terminal.ts';
import { AppError } from '../../src/core/errors.ts';
import type { TestApp } from './test-app.ts';

export interface Spoken {
  /** Null: an AppError went up to `main`, which prints it. */
  readonly code: ExitCode | null;
  readonly out: string;
  readonly err: string;
  readonly failure: AppError | null;
}

interface CommandLineOptions {
  readonly columns?: number;
  readonly tty?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** What a person types when asked; without it nobody can be asked. */
  readonly typed?: string;
  /** What is piped in. */
  readonly piped?: string;
}

/** Runs one command line over a test's application, and gives what it printed. */
export async function run(
  house: TestApp,
  argv: readonly string[],
  options: CommandLineOptions = {},
): Promise<Spoken> {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (chunk: string | Uint8Array) => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1');
    },
    isTTY: options.tty === true,
    columns: options.columns ?? 200,
  });
  const note = (words: string): void => {
    said.out += words;
  };
  const environment = {
    terminal: openTerminal(stream('out'), stream('err'), options.environment ?? {}),
    input: () => inputOf(options),
    workspace: () => house.workspace,
    config: () => house.app.config,
    app: async () => house.app,
    facts: async () => (existsSync(house.workspace.database) ? house.app.store.scheduleFacts() : null),
    serve: async ({ web, worker }: { web: boolean; worker: boolean }) => note(`serve ${web} ${worker}`),
    showPreview: async (topic: string) => note(`preview ${topic}`),
    serveEditor: async () => note('lsp'),
    rehearse: async () => 0 as const,
    demo: async ({ exit }: { exit: boolean }) => note(`demo ${exit}`),
    now: () => house.clock.now(),
    stop: () => new AbortController().signal,
    zoneData: null,
    version: house.app.version,
  };
  try {
    return { code: await runProgram(argv, environment), ...said, failure: null };
  } catch (error) {
    if (error instanceof AppError) return { code: null, ...said, failure: error };
    throw error;
  }
}

function inputOf({ typed, piped }: CommandLineOptions): Input {
  return {
    interactive: typed !== undefined,
    ask: async () => typed ?? '',
    stream: Readable.from(piped === undefined ? [] : [Buffer.from(piped)]),
  };
}
