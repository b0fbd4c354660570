import { AppError, systemCodeOf } from '../../core/errors.ts';

/** What each kind of failure means for the person who runs Fortnight; the longest prefix of the code that fits counts. */
const EXPLANATIONS: readonly (readonly [prefix: string, what: string, help: string])[] = [
  [
    'SQLITE_FULL',
    'the disk is full',
    'Free some space, then start again. Nothing was lost: the last step was undone.',
  ],
  [
    'ENOSPC',
    'the disk is full',
    'Free some space, then start again. Nothing was lost: the last step was undone.',
  ],
  ['SQLITE_NOTADB', 'it is not a database', 'Move that file away, or point the data folder elsewhere.'],
  ['SQLITE_CORRUPT', 'the database is damaged', 'Stop Fortnight and restore the newest file from backups/.'],
  [
    'SQLITE_READONLY',
    'it cannot be written',
    'Make the data folder and the files in it writable for this user.',
  ],
  [
    'SQLITE_CANTOPEN',
    'it cannot be opened',
    'Check that the data folder exists and is writable for this user.',
  ],
  ['SQLITE_PERM', 'it cannot be opened', 'Make the data folder and the files in it writable for this user.'],
  ['SQLITE_BUSY', 'another process has kept it locked', 'Wait for the other process to finish, or stop it.'],
  ['SQLITE_IOERR', 'the disk failed to read or write', 'Check the disk, then start again.'],
  [
    'EACCES',
    'the data folder cannot be written',
    'Make it writable for this user, or choose another data folder.',
  ],
  [
    'EPERM',
    'the data folder cannot be written',
    'Make it writable for this user, or choose another data folder.',
  ],
  ['EROFS', 'the data folder cannot be written', 'Its disk is read-only: choose another data folder.'],
  [
    'ENOTDIR',
    'the data folder is not a folder',
    'A file stands in its place: move it, or choose another data folder.',
  ],
  [
    'EEXIST',
    'the data folder is not a folder',
    'A file stands in its place: move it, or choose another data folder.',
  ],
];

/**
 * The words for a failure of the database file or its disk: an `AppError` of code `unavailable` with what to do. An
 * `AppError` and anything that is a fault of our own (a broken constraint, a wrong statement) come back as they are.
 */
export function explainDatabaseError(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error;
  const code = systemCodeOf(error);
  const known = EXPLANATIONS.find(([prefix]) => code?.startsWith(prefix) === true);
  if (known === undefined) return error;
  const [, what, help] = known;
  return new AppError('unavailable', `cannot use the database ${path}: ${what}`, { help, cause: error });
}
