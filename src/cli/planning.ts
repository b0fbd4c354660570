import { examine, usableCalendar } from '../app/examine.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { noFacts } from '../domain/schedule/facts.ts';
import { wordsOfGap } from '../domain/schedule/filling.ts';
import type { PlanInput } from '../domain/schedule/plan.ts';
import type { Runway } from '../domain/schedule/runway.ts';
import type { Environment } from './environment.ts';
import type { Paint } from './terminal.ts';

/** All a planning command needs: the file, and what has happened so far if there is a database. */
export async function planInput(
  environment: Environment,
): Promise<PlanInput & { readonly calendar: Calendar }> {
  const recorded = await environment.facts();
  const facts = recorded ?? noFacts;
  const examined = await examine(environment.workspace(), recorded);
  const calendar = usableCalendar(examined);
  return { calendar, facts, readinessOf: examined.readinessOf, now: environment.now() };
}

/** `Tue 8 Dec 2026`, for people; data has `2026-12-08`. Always as wide: some hosts write `Sept`. */
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
  return `${part('weekday')} ${part('day').padStart(2)} ${part('month').slice(0, 3)} ${part('year')}`;
}

/** One line: how many posts are ready in a row, and the first slot that stays empty. */
export function runwayWords(ahead: Runway, paint: Paint): string {
  if (ahead.dryOn === null) return 'Runway: no slot is ever left empty; the calendar ends';
  const posts = ahead.posts === 1 ? '1 post' : `${ahead.posts} posts`;
  const weeks = ahead.weeks === 1 ? '1 week' : `${ahead.weeks} weeks`;
  const tone = ahead.weeks < 4 ? 'warn' : 'good';
  return `Runway: ${paint(tone, `${posts}, ${weeks}`)}, dry on ${paint('strong', ahead.dryOn)} (${wordsOfGap(ahead.why)})`;
}

/** The stable shape of a runway in every `--json`. */
export function runwayAsJson({
  from,
  posts,
  weeks,
  dryOn,
}: Runway): Pick<Runway, 'from' | 'posts' | 'weeks' | 'dryOn'> {
  return { from, posts, weeks, dryOn };
}
