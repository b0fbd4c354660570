import { AppError } from '../core/errors.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import { parseFacts } from '../domain/schedule/facts-json.ts';
import { readStable } from '../workspace/read-stable.ts';

/**
 * What happened so far, from a file that `fortnight facts --json` wrote.
 * @throws AppError `configuration` when the file cannot be used
 */
export async function factsInFile(file: string): Promise<ScheduleFacts> {
  const read = await readStable(file);
  const parsed =
    read.kind === 'text'
      ? parseFacts(read.text)
      : { ok: false as const, reason: read.kind === 'missing' ? 'it does not exist' : read.reason };
  if (parsed.ok) return parsed.facts;
  throw new AppError('configuration', `the file of facts ${file} cannot be used: ${parsed.reason}`, {
    help: '`fortnight facts --json`, run where the database is, writes such a file',
  });
}
