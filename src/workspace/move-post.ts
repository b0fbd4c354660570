import { access, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, systemCodeOf } from '../core/errors.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import type { Workspace } from './workspace.ts';

/** @throws AppError `conflict` when both posts exist: one would be lost */
export async function refusePostClash(workspace: Workspace, from: TopicId, to: TopicId): Promise<void> {
  const [old, taken] = await Promise.all([
    exists(postFile(workspace, from)),
    exists(postFile(workspace, to)),
  ]);
  if (!old || !taken) return;
  throw new AppError('conflict', `posts/${to}.md exists already; posts/${from}.md would replace it`, {
    help: 'move one of the two away first',
  });
}

/** Gives a post, and the folder of its pictures, the name of its topic's new id. False when the topic has no post. */
export async function movePost(workspace: Workspace, from: TopicId, to: TopicId): Promise<boolean> {
  await moved(workspace, from, to);
  return moved(workspace, `${from}.md`, `${to}.md`);
}

/** False when there is nothing of that name. */
async function moved({ postsFolder }: Workspace, from: string, to: string): Promise<boolean> {
  try {
    await rename(join(postsFolder, from), join(postsFolder, to));
    return true;
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return false;
    throw new AppError('unavailable', `posts/${from} could not be renamed to posts/${to}`, {
      help: 'the calendar is changed already: rename the post, and the folder of its pictures, by hand',
      cause,
    });
  }
}

function postFile(workspace: Workspace, topic: TopicId): string {
  return join(workspace.postsFolder, `${topic}.md`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
