import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Environment, ExitCode } from './environment.ts';

/** What is typed or piped in. */
export interface Input {
  /** True when there is a person to be asked. */
  readonly interactive: boolean;
  /** Asks, and gives the line that was typed; empty when nobody answers (Ctrl-C, Ctrl-D). */
  ask(question: string): Promise<string>;
  /** What is piped in, for a command that reads it. */
  readonly stream: Readable;
}

/** Standard input, with questions going to standard error, so that results can be piped on. */
export function openInput(
  stdin: Readable & { readonly isTTY?: boolean },
  stderr: Writable & { readonly isTTY?: boolean },
): Input {
  return {
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    ask: (question) => askOnce(stdin, stderr, question),
    stream: stdin,
  };
}

function askOnce(input: Readable, output: Writable, question: string): Promise<string> {
  const lines = createInterface({ input, output });
  return new Promise((resolve) => {
    // Also after Ctrl-C and Ctrl-D: without an answer nothing is done.
    lines.once('close', () => resolve(''));
    lines.once('SIGINT', () => lines.close());
    lines.question(question, (answer) => {
      resolve(answer.trim());
      lines.close();
    });
  });
}

/**
 * Whether the author means it: said with `--yes`, or typed on a terminal. Else an exit code: 1 for a no, 2 when nobody can be asked.
 */
export async function agreed(
  { input, terminal }: Environment,
  question: string,
  yes: boolean | undefined,
): Promise<'agreed' | ExitCode> {
  if (yes === true) return 'agreed';
  const { interactive, ask } = input();
  if (!interactive) {
    terminal.err(`${question}`);
    terminal.err(`${terminal.paint('bad', 'error')}: nobody can be asked here: say --yes if you mean it`);
    return 2;
  }
  if (/^y(es)?$/i.test(await ask(`${question} [y/N] `))) return 'agreed';
  terminal.err('nothing was done');
  return 1;
}
