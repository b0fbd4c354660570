import type { Variable } from './config.ts';

/** What `check` and `plan` go by elsewhere than beside the database. */
export const CHECK_VARIABLES: readonly Variable[] = [
  {
    name: 'FORTNIGHT_FACTS',
    default: 'the database',
    meaning:
      'A file written by `fortnight facts --json`: `check`, `plan`, `next` and `why` go by it where the database is not at hand, as in CI.',
  },
  {
    name: 'FORTNIGHT_NOW',
    default: 'now',
    meaning:
      'An instant such as `2026-12-08T17:00:00Z` as of which `check`, `plan`, `next` and `why` answer. The worker ignores it.',
  },
];
