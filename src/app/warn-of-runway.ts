import type { Calendar } from '../domain/calendar/calendar.ts';
import type { ReadinessOf } from '../domain/schedule/facts.ts';
import { runway } from '../domain/schedule/runway.ts';
import { dateInWords } from '../site/dates.ts';
import { tellAuthor } from './author.ts';
import type { App } from './context.ts';

/** The author hears of a dry date this many weeks ahead (diagnostic W502 uses the same figure). */
const WARN_WEEKS = 4;

/** Tells the author, once per dry date, that the queue of ready posts runs out soon. */
export async function warnOfRunway(app: App, calendar: Calendar, readinessOf: ReadinessOf): Promise<void> {
  const facts = await app.store.scheduleFacts();
  const ahead = runway({ calendar, facts, readinessOf, now: app.clock.now() });
  if (ahead.dryOn === null || ahead.weeks >= WARN_WEEKS) return;
  const posts =
    ahead.posts === 0 ? 'No post is' : ahead.posts === 1 ? 'One post is' : `${ahead.posts} posts are`;
  const day = dateInWords(ahead.dryOn);
  await tellAuthor(app, calendar, `runway:${ahead.dryOn}`, {
    subject: `The queue runs dry on ${day}`,
    paragraphs: [
      `${posts} ready before ${day}, and nothing is ready for that slot.`,
      'Finish a post and set its status to `ready`; `fortnight plan` shows which one comes next.',
    ],
    links: [{ label: 'Coming next', url: `${app.config.url}/coming-next/` }],
  });
}
