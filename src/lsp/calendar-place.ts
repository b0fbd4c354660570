import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Workspace, workspaceAt } from '../workspace/workspace.ts';

/** Whether a document is a calendar at all: an editor may send every YAML file it opens. */
export function isCalendar(uri: string): boolean {
  return /(^|[/\\:])calendar\.ya?ml$/i.test(uri);
}

/** The workspace that a calendar on disk belongs to; null for one that is only in the editor. */
export function workspaceOf(uri: string): Workspace | null {
  const path = pathOf(uri);
  if (path === null || basename(dirname(path)) !== 'calendar') return null;
  const root = dirname(dirname(path));
  return workspaceAt(root, join(root, 'data'));
}

function pathOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null; // a TypeError is how Node says that no path of this system can be made of it
  }
}
