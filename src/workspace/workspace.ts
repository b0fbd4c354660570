import { join } from 'node:path';

/** Where the author's files and Fortnight's state lie. All paths are absolute. */
export interface Workspace {
  readonly root: string;
  readonly calendarFile: string;
  /** For editors; made from the calendar by `fortnight schema --write`. */
  readonly schemaFile: string;
  readonly postsFolder: string;
  /** Pages about the blog in the author's words: `about.md`, `privacy.md`, `imprint.md`. */
  readonly pagesFolder: string;
  /** The author's changes to how the site looks. */
  readonly themeFolder: string;
  readonly emailsFolder: string;
  readonly data: string;
  readonly database: string;
  readonly siteFolder: string;
  readonly mailboxFolder: string;
  readonly secretFile: string;
}

/** Lays a workspace out; touches no disk. */
export function workspaceAt(root: string, data: string): Workspace {
  return {
    root,
    calendarFile: join(root, 'calendar', 'calendar.yaml'),
    schemaFile: join(root, 'calendar', 'calendar.schema.json'),
    postsFolder: join(root, 'calendar', 'posts'),
    pagesFolder: join(root, 'calendar', 'pages'),
    themeFolder: join(root, 'theme'),
    emailsFolder: join(root, 'emails'),
    data,
    database: join(data, 'fortnight.db'),
    siteFolder: join(data, 'site'),
    mailboxFolder: join(data, 'mailbox'),
    secretFile: join(data, 'secret'),
  };
}
