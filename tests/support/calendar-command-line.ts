import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, ExitCode } from '../../src/cli/environment.ts';
import { runProgram } from '../../src/cli/program.ts';
import { AppError } from '../../src/core/errors.ts';
import { workspaceAt } from '../../src/workspace/workspace.ts';
import { instant } from './calendars.ts';
import { temporaryFolder } from './stores.ts';

export interface CommandLine {
  readonly root: string;
  /** Runs `fortnight ARGS`; an expected failure ends with its message, as the composition root shows it. */
  run(
    ...args: readonly string[]
  ): Promise<{ readonly code: ExitCode; readonly out: string; readonly err: string }>;
}

/** The command line over a temporary workspace without a database, in this process; removed when the test ends. */
export function commandLine(
  calendar: string,
  posts: Readonly<Record<string, string>> = {},
  now = '2026-11-22T12:00:00-08:00',
): CommandLine {
  const root = temporaryFolder();
  const workspace = workspaceAt(root, join(root, 'data'));
  mkdirSync(workspace.postsFolder, { recursive: true });
  writeFileSync(workspace.calendarFile, calendar);
  for (const [id, text] of Object.entries(posts))
    writeFileSync(join(workspace.postsFolder, `${id}.md`), text);
  return {
    root,
    async run(...args) {
      const out: string[] = [];
      const err: string[] = [];
      const environment: Environment = {
        terminal: {
          out: (text) => void out.push(text),
          err: (text) => void err.push(text),
          paint: (_, text) => text,
          columns: 1_000,
          interactive: false,
        },
        workspace: () => workspace,
        app: () => Promise.reject(new Error('this command needs no database')),
        existingApp: async () => null,
        serve: () => Promise.reject(new Error('not here')),
        demo: () => Promise.reject(new Error('not here')),
        serveEditor: () => Promise.reject(new Error('not here')),
        now: () => instant(now),
        version: '0.0.0',
      };
      const code = await runProgram(args, environment).catch((error: unknown): ExitCode => {
        if (!(error instanceof AppError)) throw error;
        err.push(`error: ${error.message}`, ...(error.help === null ? [] : [`help: ${error.help}`]));
        return error.code === 'configuration' ? 2 : 1;
      });
      return { code, out: out.join('\n'), err: err.join('\n') };
    },
  };
}

/** What this repository ships, with its posts. */
export const SHIPPED_CALENDAR = new URL('../../calendar/calendar.yaml', import.meta.url);
