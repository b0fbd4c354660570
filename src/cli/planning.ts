import { examine, usableCalendar } from '../app/examine.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { noFacts } from '../domain/schedule/facts.ts';
import type { PlanInput } from '../domain/schedule/plan.ts';
import type { Environment } from './environment.ts';

/** All a planning command needs: the file, and what has happened so far if there is a database. */
export async function planInput(
  environment: Environment,
): Promise<PlanInput & { readonly calendar: Calendar }> {
  const app = await environment.existingApp();
  const facts = app === null ? noFacts : await app.store.scheduleFacts();
  const examined = await examine(environment.workspace(), facts);
  const calendar = usableCalendar(examined);
  return { calendar, facts, readinessOf: examined.readinessOf, now: environment.now() };
}

/** `Tue 8 Dec 2026`, for people; data has `2026-12-08`. */
export function shownDate(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(day);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day').padStart(2)} ${part('month')} ${part('year')}`;
}
