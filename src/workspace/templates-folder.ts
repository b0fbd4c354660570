import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../core/errors.ts';
import type { Workspace } from './workspace.ts';

/** The workspace's `emails/`, or the templates that come with Fortnight when the author has none. */
export async function templatesFolder(workspace: Workspace, packageRoot: string): Promise<string> {
  try {
    if ((await stat(workspace.emailsFolder)).isDirectory()) return workspace.emailsFolder;
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error;
  }
  return join(packageRoot, 'emails');
}
