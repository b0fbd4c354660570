import type { Secrets } from '../core/keyring.ts';

const SHORTEST = 32;

/** Reads `FORTNIGHT_SECRET` and `FORTNIGHT_SECRET_PREVIOUS`; null when a file holds the secrets. What is wrong is added to `problems`. */
export function readSecrets(
  current: string | null,
  previous: string | null,
  problems: string[],
): Secrets | null {
  const older = previous === null ? [] : previous.split(/\s+/);
  // No value is ever repeated: this text ends up in logs.
  if (current !== null && current.length < SHORTEST)
    problems.push('FORTNIGHT_SECRET is too short; allowed are 32 characters or more');
  if (older.some((secret) => secret.length < SHORTEST))
    problems.push(
      'FORTNIGHT_SECRET_PREVIOUS has a secret that is too short; allowed are secrets of 32 characters or more, with a blank between',
    );
  if (current !== null) return { current, older, addressKey: null };
  if (previous !== null)
    problems.push(
      'FORTNIGHT_SECRET_PREVIOUS is set and FORTNIGHT_SECRET is not: set both or neither; a file keeps its older secrets itself',
    );
  return null;
}
