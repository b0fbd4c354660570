import type { Variable } from './config.ts';

export const DEPLOY_VARIABLES: readonly Variable[] = [
  {
    name: 'FORTNIGHT_DEPLOY_COMMAND',
    default: 'none',
    meaning:
      'A shell command that carries the site to another host, such as `rsync -a --delete "$SITE_FOLDER/" web:blog/`. The worker runs it in the workspace when the site has changed.',
  },
];
