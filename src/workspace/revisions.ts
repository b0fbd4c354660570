import { execFile } from 'node:child_process';
import { posix, relative } from 'node:path';
import { AppError, messageOf, systemCodeOf } from '../core/errors.ts';
import type { Workspace } from './workspace.ts';

/** The author's files as they were in a git revision. */
export interface Revision {
  /** Of the calendar; null when it was not there yet. */
  readonly text: string | null;
  /** Ids of the topics whose post was there. */
  readonly bodies: ReadonlySet<string>;
}

const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Reads the calendar and the names of the posts out of a git revision, without touching the work tree.
 * @throws AppError `not-found` for an unknown revision, `conflict` outside a repository, `unavailable` without git
 */
export async function readRevision(workspace: Workspace, revision: string): Promise<Revision> {
  const commit = await commitOf(workspace, revision);
  const calendar = inRepository(workspace, workspace.calendarFile);
  const posts = inRepository(workspace, workspace.postsFolder);
  const listed = await git(workspace, ['ls-tree', '--name-only', '-z', commit, '--', calendar, `${posts}/`]);
  const names = listed.out.split('\0').filter((name) => name !== '');
  const shown = names.includes(posix.normalize(calendar))
    ? await git(workspace, ['show', `${commit}:./${posix.normalize(calendar)}`])
    : null;
  if (shown !== null && shown.fault !== null) throw gitFailed(shown.fault);
  const bodies = names.filter((name) => name.endsWith('.md')).map((name) => posix.basename(name, '.md'));
  return { text: shown?.out ?? null, bodies: new Set(bodies) };
}

async function commitOf(workspace: Workspace, revision: string): Promise<string> {
  const { out, fault } = await git(workspace, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  if (fault === null) return out.trim();
  const inside = await git(workspace, ['rev-parse', '--is-inside-work-tree']);
  if (inside.fault !== null) {
    throw new AppError('conflict', `${workspace.root} is in no git repository`, {
      help: 'comparing with a revision needs the calendar in git: `git init`, `git add`, `git commit`',
    });
  }
  throw new AppError('not-found', `git knows no revision "${revision}"`, {
    help: 'name a commit, a branch or a tag, such as HEAD~1 or main',
  });
}

interface Answer {
  readonly out: string;
  /** What git said when it failed. */
  readonly fault: string | null;
}

function git(workspace: Workspace, args: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      [...args],
      { cwd: workspace.root, maxBuffer: MOST_BYTES, encoding: 'utf8' },
      (error, out, err) => {
        if (error !== null && systemCodeOf(error) === 'ENOENT') {
          reject(
            new AppError('unavailable', 'git is not installed', {
              help: 'install git, or compare by hand',
              cause: error,
            }),
          );
          return;
        }
        resolve({ out, fault: error === null ? null : err.trim() || messageOf(error) });
      },
    );
  });
}

function gitFailed(fault: string): AppError {
  return new AppError('unavailable', `git could not show the calendar: ${fault}`);
}

function inRepository({ root }: Workspace, path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}
