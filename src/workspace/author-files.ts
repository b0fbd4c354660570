import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemCodeOf } from '../core/errors.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import type { PostText } from '../domain/calendar/check-context.ts';
import { readAgain } from './read-again.ts';
import { readNow, readStable, type StableRead } from './read-stable.ts';
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

/** A page of the author's own words about the blog: `about`, `privacy`, `imprint`; one without a word is none. `file`: its name in messages. */
export async function readPage(
  workspace: Workspace,
  name: string,
): Promise<{ readonly file: string; readonly read: StableRead }> {
  const path = join(workspace.pagesFolder, `${name}.md`);
  const read = await readStable(path);
  const blank = read.kind === 'text' && read.text.trim() === '';
  return { file: shownPath(workspace, path), read: blank ? { kind: 'missing' } : read };
}

/** A file of the author's theme. `file`: its name in messages. */
export async function readThemeFile(
  workspace: Workspace,
  name: string,
): Promise<{ readonly file: string; readonly read: StableRead }> {
  const path = join(workspace.themeFolder, name);
  return { file: shownPath(workspace, path), read: await readStable(path) };
}

/**
 * Whether a topic's post holds just this text at this moment. Read while the caller waits, which for a post takes less time than the way
 * through the thread pool; a post that is being saved is another text, and `readBody` waits for its end.
 */
export function isBody(workspace: Workspace, topic: TopicId, text: string): boolean {
  const read = readNow(join(workspace.postsFolder, `${topic}.md`));
  return read.kind === 'text' && read.text === text;
}

/** Reads posts when a check asks for them, each once. */
export interface PostReader {
  /** Null when the topic has no post. */
  readonly read: (topic: TopicId) => PostText | null;
  /** The text of a post read before, by the name it has in messages. */
  readonly textOf: (file: string) => string | null;
}

/**
 * Posts as they are at this moment: a check that meets a half-written one is mended by the next check. Read while the
 * caller waits, as only the few that are ready are asked for. `bodies`: what `listBodies` found.
 */
export function postReader(workspace: Workspace, bodies: ReadonlySet<string>): PostReader {
  const posts = new Map<string, PostText>();
  return {
    read(topic) {
      if (!bodies.has(topic)) return null;
      const path = join(workspace.postsFolder, `${topic}.md`);
      const file = shownPath(workspace, path);
      const post = posts.get(file) ?? postFrom(file, readAgain(path));
      if (post !== null) posts.set(file, post);
      return post;
    },
    textOf(file) {
      const post = posts.get(file);
      return post?.kind === 'text' ? post.text : null;
    },
  };
}

function postFrom(file: string, read: StableRead): PostText | null {
  return read.kind === 'missing' ? null : { ...read, file };
}

function shownPath(workspace: Workspace, path: string): string {
  return relative(workspace.root, path).replaceAll('\\', '/');
}
