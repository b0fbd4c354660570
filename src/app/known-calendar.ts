import { remembering } from '../core/remembering.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { App } from './context.ts';

/** Keeps a calendar that had no file-level fault, so that site, mail and schedule stand while the file is broken. */
export async function rememberCalendar(app: App, calendar: Calendar): Promise<void> {
  const json = JSON.stringify(calendar);
  if (json !== (await app.store.lastCalendar())) await app.store.rememberCalendar(json, app.clock.now());
}

/** The last calendar that could be read, or null on a database that never saw one. */
export async function lastKnownCalendar(app: App): Promise<Calendar | null> {
  const json = await app.store.lastCalendar();
  // Written by `rememberCalendar` from a Calendar, and by nobody else.
  return json === null ? null : parsed(json);
}

/** Asked for many times a minute, and the same for days. */
const parsed = remembering(2, (json) => JSON.parse(json) as Calendar);
