import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemCodeOf } from '../core/errors.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import { readStable, type StableRead } from './read-stable.ts';
import type { Workspace } from './workspace.ts';

/** The calendar file and the name it has in messages: relative to the workspace, with forward slashes. */
export async function readCalendarFile(
  workspace: Workspace,
): Promise<{ readonly file: string; readonly read: StableRead }> {
  const file = shownPath(workspace, workspace.calendarFile);
  const read = await readStable(workspace.calendarFile);
  if (read.kind !== 'missing') return { file, read };
  // An editor that saves by renaming leaves an instant without the file.
  await setTimeout(RENAME_PAUSE);
  return { file, read: await readStable(workspace.calendarFile) };
}

const RENAME_PAUSE = 100;

/** Ids of all topics that have a body, `posts/<id>.md`. */
export async function listBodies(workspace: Workspace): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(workspace.postsFolder, { withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory() && entry.name.endsWith('.md'));
    return new Set(files.map((entry) => entry.name.slice(0, -'.md'.length)));
  } catch (error) {
    // ENOTDIR: a file stands where the folder should be, so there are no bodies, and `check` says so topic by topic.
    if (['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error) ?? '')) return new Set();
    throw error;
  }
}

/** The Markdown of a topic. Ids are slugs, so they cannot leave the folder. */
export async function readBody(workspace: Workspace, topic: TopicId): Promise<StableRead> {
  return readStable(join(workspace.postsFolder, `${topic}.md`));
}

function shownPath(workspace: Workspace, path: string): string {
  return relative(workspace.root, path).replaceAll('\\', '/');
}
