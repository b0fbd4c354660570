import { type EmailAddress, parseEmailAddress } from '../core/email-address.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { NewSingleMail, Notice } from '../domain/deliveries/single-mail.ts';
import type { App } from './context.ts';

/** Where notices go: the author's address in the calendar; null when it is none. */
export function authorOf(calendar: Calendar): EmailAddress | null {
  const parsed = parseEmailAddress(calendar.blog.author.email);
  return parsed.ok ? parsed.address : null;
}

/** A notice that is written once for its key, however often the reason is seen again. */
export function toldOnce(key: string, to: EmailAddress, notice: Notice): NewSingleMail {
  return { key: `notice:${key}`, to, content: { kind: 'notice', notice } };
}

/** Tells the author, once for this key. Without an address there is only the log. */
export async function tellAuthor(app: App, calendar: Calendar, key: string, notice: Notice): Promise<void> {
  const to = authorOf(calendar);
  if (to === null) return app.log.warn(`no address to tell the author: ${notice.subject}`);
  const written = await app.store.enqueueMail(toldOnce(key, to, notice), app.clock.now());
  if (written) app.log.info(`told the author: ${notice.subject}`);
}
