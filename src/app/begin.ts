import { AppError } from '../core/errors.ts';
import type { LocalDate } from '../core/zoned-time.ts';
import { addDays } from '../core/zoned-time.ts';
import { openDaysAfter } from '../domain/schedule/slots.ts';
import type { App } from './context.ts';
import { examine, usableCalendar } from './examine.ts';

/**
 * The author says from which date on slots may publish. Needed once, on a new database with dates in the past.
 * Returns the first publishing day that is left. @throws AppError `invalid` when there is none
 */
export async function beginFrom(app: App, date: LocalDate): Promise<LocalDate> {
  const { cadence } = usableCalendar(await examine(app.workspace));
  const [first] = openDaysAfter(cadence, addDays(date, -1));
  if (first === undefined) {
    throw new AppError('invalid', `the calendar has no publishing day on or after ${date}`, {
      help: 'see `cadence` in calendar/calendar.yaml',
    });
  }
  await app.store.beginFrom(date, app.clock.now());
  return first;
}
