import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { systemCodeOf } from '../core/errors.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import { readStable, type StableRead } from './read-stable.ts';
import type { Workspace } from './workspace.ts';

/** The calendar file and the name it has in messages: relative to the workspace, with forward slashes. */
export async function readCalendarFile(
  workspace: Workspace,
): Promise<{ readonly file: string; readonly read: StableRead }> {
  return {
    file: shownPath(workspace, workspace.calendarFile),
    read: await readStable(workspace.calendarFile),
  };
}

/** Ids of all topics that have a body, `posts/<id>.md`. */
export async function listBodies(workspace: Workspace): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(workspace.postsFolder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.md'));
    return new Set(files.map((entry) => entry.name.slice(0, -'.md'.length)));
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return new Set();
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
