import { readConfig } from '../../src/app/config.ts';
import type { Environment, ExitCode } from '../../src/cli/environment.ts';
import { runProgram } from '../../src/cli/program.ts';
import { workspaceAt } from '../../src/workspace/workspace.ts';
import { instant } from './calendars.ts';

export interface Answered {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, in a workspace without a database. An AppError comes back as a rejection. */
export async function fortnight(
  root: string,
  argv: readonly string[],
  now = '2026-11-22T12:00:00Z',
  variables: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return answered(root, (environment) => runProgram(argv, environment), now, variables);
}

/** The same for one command's own function, which may take what a command line cannot name. */
export async function answered(
  root: string,
  command: (environment: Environment) => Promise<ExitCode>,
  now = '2026-11-22T12:00:00Z',
  variables: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const out: string[] = [];
  const err: string[] = [];
  const unused = () => Promise.reject(new Error('this command needs no database'));
  const environment: Environment = {
    terminal: {
      out: (text) => out.push(text),
      octets: (octets) => out.push(Buffer.from(octets).toString('latin1')),
      err: (text) => err.push(text),
      paint: (_tone, text) => text,
      columns: 1_000,
      interactive: false,
    },
    input: () => {
      throw new Error('nobody is asked here');
    },
    workspace: () => workspaceAt(root, `${root}/data`),
    config: () => readConfig(variables, root),
    app: unused,
    facts: async () => null,
    serve: unused,
    demo: unused,
    rehearse: unused,
    showPreview: unused,
    serveEditor: unused,
    now: () => instant(now),
    stop: () => new AbortController().signal,
    zoneData: null,
    version: '0.0.0',
  };
  const code = await command(environment);
  return { code, out: out.join('\n'), err: err.join('\n') };
}
