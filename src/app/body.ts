import { AppError, never } from '../core/errors.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import { readBody } from '../workspace/author-files.ts';
import type { App } from './context.ts';

/** The Markdown of a topic. @throws AppError `not-found` when there is none, `invalid` when it cannot be read */
export async function bodyOf(app: App, id: TopicId): Promise<string> {
  const read = await readBody(app.workspace, id);
  switch (read.kind) {
    case 'text':
      return read.text;
    case 'missing':
      throw new AppError('not-found', `calendar/posts/${id}.md does not exist`, {
        help: 'write it, then try again',
      });
    case 'unreadable':
      throw new AppError('invalid', `calendar/posts/${id}.md cannot be read: ${read.reason}`);
    default:
      return never(read);
  }
}
