import { join, relative } from 'node:path';
import { AppError } from '../core/errors.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import {
  STARTER_TOPIC,
  type StarterAnswers,
  starterCalendar,
  starterPost,
} from '../domain/calendar/starter.ts';
import { exists, type NewFile, writeNewFiles } from '../workspace/new-files.ts';
import type { Workspace } from '../workspace/workspace.ts';

const GIT_IGNORE: NewFile = {
  path: '.gitignore',
  text: '# What Fortnight keeps: the database, the site, secrets. Back it up, but not in git.\ndata/\n.env\n',
};

export interface Started {
  /** Paths from the root, in the order in which they were written. */
  readonly written: readonly string[];
  /** True: the folder had a `.gitignore`, which is as it was. */
  readonly keptGitIgnore: boolean;
}

/**
 * Writes a starter workspace: calendar, first post, `.gitignore`. Overwrites nothing, and writes nothing at all when a
 * calendar or post is there already or an answer would make a calendar with a fault.
 * @throws AppError `conflict` or `invalid`
 */
export async function initWorkspace(workspace: Workspace, answers: StarterAnswers): Promise<Started> {
  const { root } = workspace;
  const calendar = { path: pathIn(workspace, workspace.calendarFile), text: starterCalendar(answers) };
  const postFile = join(workspace.postsFolder, `${STARTER_TOPIC}.md`);
  const post = { path: pathIn(workspace, postFile), text: starterPost(answers.every) };
  refuseFaults(calendar);
  await refuseToOverwrite(root, [calendar, post]);
  const keptGitIgnore = await exists(join(root, GIT_IGNORE.path));
  const files = keptGitIgnore ? [calendar, post] : [calendar, post, GIT_IGNORE];
  await writeNewFiles(root, files);
  return { written: files.map(({ path }) => path), keptGitIgnore };
}

/** An answer such as `--every fortnightly` is refused before anything is written. */
function refuseFaults({ path, text }: NewFile): void {
  const [fault] = parseCalendar({ file: path, text }).diagnostics;
  if (fault === undefined) return;
  const help = fault.help === undefined ? {} : { help: fault.help };
  throw new AppError('invalid', `a calendar of these answers would have a fault: ${fault.message}`, help);
}

async function refuseToOverwrite(root: string, files: readonly NewFile[]): Promise<void> {
  for (const { path } of files) {
    if (!(await exists(join(root, path)))) continue;
    throw new AppError('conflict', `${path} is there already; nothing was written`, {
      help: 'name a new folder: fortnight init FOLDER',
    });
  }
}

function pathIn({ root }: Workspace, path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}
