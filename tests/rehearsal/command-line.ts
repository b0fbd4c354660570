import type { Environment, ExitCode } from '../../src/cli/environment.ts';
import { runProgram } from '../../src/cli/program.ts';
import { AppError } from '../../src/core/errors.ts';
import { runRehearsal } from '../../src/rehearsal/command.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { FROM } from './sample.ts';

export interface Said {
  readonly code: ExitCode | AppError['code'];
  readonly out: string;
  readonly err: string;
  /** What was drawn over and over. */
  readonly drawn: readonly string[];
}

/** Runs `fortnight ARGS` in this process; of the commands only `rehearse` is there. Five seconds pass with each look at the stopwatch. */
export async function rehearseCommand(
  workspace: Workspace,
  argv: readonly string[],
  { interactive = false }: { readonly interactive?: boolean } = {},
): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const drawn: string[] = [];
  const terminal = {
    out: (text: string): void => void out.push(text),
    octets: (): void => {},
    err: (text: string): void => void err.push(text),
    paint: (_tone: unknown, text: string) => text,
    columns: 1_000,
    interactive,
  };
  let seconds = 0;
  const stopwatch = (): number => {
    seconds += 5;
    return seconds;
  };
  const absent = () => Promise.reject(new Error('only rehearse is tried here'));
  const closed = () => {
    throw new Error('only rehearse is tried here');
  };
  const environment: Environment = {
    terminal,
    workspace: () => workspace,
    app: absent,
    input: closed,
    config: closed,
    facts: absent,
    serve: absent,
    showPreview: absent,
    serveEditor: absent,
    demo: absent,
    rehearse: (options) =>
      runRehearsal(
        {
          terminal,
          workspace,
          environment: {},
          now: FROM,
          stopwatch,
          signal: new AbortController().signal,
          draw: (text) => void drawn.push(text),
        },
        options,
      ),
    now: () => FROM,
    stop: () => new AbortController().signal,
    zoneData: null,
    version: '0.0.0',
  };
  const said = () => ({ out: out.join('\n'), err: err.join('\n'), drawn });
  try {
    return { code: await runProgram(argv, environment), ...said() };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, ...said() };
    throw error;
  }
}
