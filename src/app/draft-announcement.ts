import { AppError } from '../core/errors.ts';
import { wallClock } from '../core/zoned-time.ts';
import { slugOf } from '../domain/calendar/import/slug.ts';
import type { App } from './context.ts';
import { type CreatedMailing, createMailing } from './create-mailing.ts';
import { currentCalendar } from './current-calendar.ts';
import { readLetterFile } from './read-letter.ts';

export interface AnnouncementRequest {
  /** A path of a Markdown file. */
  readonly file: string;
  /** Null: its first heading. */
  readonly title: string | null;
  readonly send: boolean;
}

/**
 * Makes a mailing to every active reader of a file, outside the calendar. @throws AppError `not-found`, `invalid` (nothing to say, no title,
 * too heavy), `conflict` when an announcement with this title exists
 */
export async function draftAnnouncement(app: App, request: AnnouncementRequest): Promise<CreatedMailing> {
  const letter = await readLetterFile(request.file);
  const title = request.title?.trim() ?? letter.title ?? '';
  if (title === '') {
    throw new AppError('invalid', `${request.file} has no heading to take the title from`, {
      help: 'begin it with a line `# The title`, or say --title',
    });
  }
  const calendar = await currentCalendar(app);
  // A title without a Latin letter has no slug: the day tells it apart.
  const slug = slugOf(title) ?? wallClock(app.clock.now(), calendar.cadence.zone).date;
  const draft = { title, markdown: letter.body };
  const mailing = { kind: 'announcement', key: `announcement:${slug}`, topic: null, draft } as const;
  return createMailing(app, calendar, mailing, request.send);
}
