import type { Calendar } from '../domain/calendar/calendar.ts';
import { type TopicPlaces, topicsLinkedIn } from '../domain/posts/topic-links.ts';
import { plan } from '../domain/schedule/plan.ts';
import type { App } from './context.ts';
import { examine, readinessFor } from './examine.ts';
import type { ArticleWords } from './render-article.ts';
import { topicPlaces } from './topic-places.ts';

/** Words for a mail, with what they need to be shown: above all, where the topics are now that they link to. */
export async function articleWords(
  app: Pick<App, 'config' | 'store' | 'workspace' | 'clock'>,
  calendar: Calendar,
  baseUrl: string,
  markdown: string,
): Promise<ArticleWords> {
  const topics = await placesNow(app, calendar, topicsLinkedIn(markdown));
  return { baseUrl, markdown, language: calendar.blog.language, topics };
}

/** Most posts link to no topic: for them nothing is read and nothing planned. */
async function placesNow(
  app: Pick<App, 'config' | 'store' | 'workspace' | 'clock'>,
  calendar: Calendar,
  ids: readonly string[],
): Promise<TopicPlaces> {
  if (ids.length === 0) return {};
  const facts = await app.store.scheduleFacts();
  const examined = await examine(app.workspace, facts, { missing: 'is a fault' });
  const readinessOf = readinessFor(examined, calendar, facts);
  const rows = plan({ calendar, facts, readinessOf, now: app.clock.now() });
  const places = topicPlaces(app, calendar, await app.store.publications(), rows, examined.hasBody);
  return Object.fromEntries(Object.entries(places).filter(([id]) => ids.includes(id)));
}
