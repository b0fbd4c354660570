import { AppError } from '../core/errors.ts';
import { postFaults } from '../domain/calendar/post-faults.ts';
import { type Letter, readLetter } from '../domain/posts/letter.ts';
import { readStable } from '../workspace/read-stable.ts';

/**
 * A Markdown file that is to be mailed, under the same rules as a post: what no reader should get (a block of code that never ends, a
 * link that leads nowhere) is refused. @throws AppError `not-found` or `invalid`
 */
export async function readLetterFile(file: string): Promise<Letter> {
  const read = await readStable(file);
  if (read.kind === 'missing') throw new AppError('not-found', `${file} does not exist`);
  if (read.kind === 'unreadable') throw new AppError('invalid', `${file} cannot be read: ${read.reason}`);
  const letter = readLetter(read.text);
  if (letter.body === '') throw new AppError('invalid', `${file} has no text`, { help: 'write it first' });
  const [fault] = postFaults(read.text);
  if (fault === undefined) return letter;
  const line = read.text.slice(0, fault.span.start).split('\n').length;
  throw new AppError('invalid', `${file}:${line}: ${fault.message}`, { help: fault.help });
}
