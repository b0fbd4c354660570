import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import { workspaceAt } from '../../src/workspace/workspace.ts';
import { type Answered, fortnight } from './bare-workspace.ts';
import { temporaryFolder } from './stores.ts';

export interface CommandLine {
  readonly root: string;
  /** Runs `fortnight ARGS`; an expected failure ends with its message, as the composition root shows it. */
  run(...args: readonly string[]): Promise<Answered>;
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
    run: (...args) => asShown(fortnight(root, args, now)),
  };
}

/** As the composition root shows an expected failure: in words, with its exit code. */
async function asShown(answer: Promise<Answered>): Promise<Answered> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const help = error.help === null ? [] : [`help: ${error.help}`];
    const err = [`error: ${error.message}`, ...help].join('\n');
    return { code: error.code === 'configuration' ? 2 : 1, out: '', err };
  }
}

/** What this repository ships, with its posts. */
export const SHIPPED_CALENDAR = new URL('../../calendar/calendar.yaml', import.meta.url);
