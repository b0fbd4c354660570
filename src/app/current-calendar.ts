import type { Calendar } from '../domain/calendar/calendar.ts';
import type { App } from './context.ts';
import { examine, usableCalendar } from './examine.ts';
import { lastKnownCalendar, rememberCalendar } from './known-calendar.ts';

/**
 * The calendar to mail by: the file as it is now, remembered so that the worker goes by the same; while it is broken, the last that could
 * be read. @throws AppError `invalid` when there never was one
 */
export async function currentCalendar(app: App): Promise<Calendar> {
  const examined = await examine(app.workspace, await app.store.scheduleFacts(), { missing: 'is a fault' });
  const known = examined.broken ? await lastKnownCalendar(app) : null;
  if (known !== null) return known;
  const calendar = usableCalendar(examined);
  if (!examined.broken) await rememberCalendar(app, calendar);
  return calendar;
}
