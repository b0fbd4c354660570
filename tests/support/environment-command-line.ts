import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig } from '../../src/app/config.ts';
import { factsInFile } from '../../src/app/facts-in-file.ts';
import type { Environment, ExitCode } from '../../src/cli/environment.ts';
import { runProgram } from '../../src/cli/program.ts';
import { workspaceAt } from '../../src/workspace/workspace.ts';

export interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly code: ExitCode;
}

/** Runs a command that needs no database, in this process, in a workspace whose `.env` says what time it is. */
export async function fortnightIn(
  root: string,
  argv: readonly string[],
  stop: AbortSignal = new AbortController().signal,
  onOut: (text: string) => void = () => {},
): Promise<Outcome> {
  const written = { out: '', err: '' };
  const config = readConfig(parseEnv(readFileSync(join(root, '.env'), 'utf8')), root);
  const fail = () => Promise.reject(new Error('this command must not open the store'));
  const environment: Environment = {
    terminal: {
      out: (text) => {
        written.out += `${text}\n`;
        onOut(text);
      },
      octets: (octets) => {
        written.out += Buffer.from(octets).toString('latin1');
      },
      err: (text) => {
        written.err += `${text}\n`;
      },
      paint: (_tone, text) => text,
      columns: 1_000,
      interactive: false,
    },
    input: () => {
      throw new Error('nobody is asked here');
    },
    workspace: () => workspaceAt(root, config.data),
    config: () => config,
    app: fail,
    facts: async (file = config.facts ?? undefined) => (file === undefined ? null : factsInFile(file)),
    serve: fail,
    demo: fail,
    rehearse: fail,
    showPreview: fail,
    serveEditor: fail,
    now: () => {
      if (config.now === null) throw new Error('.env says no FORTNIGHT_NOW');
      return config.now;
    },
    stop: () => stop,
    zoneData: process.versions.tz ?? null,
    version: '0.0.0',
  };
  const code = await runProgram(argv, environment);
  return { ...written, code };
}
