import type { Calendar } from '../domain/calendar/calendar.ts';
import type { TopicPlaces } from '../domain/posts/topic-links.ts';
import type { PlanRow } from '../domain/schedule/plan.ts';
import { dateInWords } from '../site/dates.ts';
import type { Publication } from '../store/publication-store.ts';
import type { App } from './context.ts';
import type { Examined } from './examine.ts';
import { postUrl } from './post-url.ts';

/**
 * Where each topic of the calendar is to be found, for posts that link to topics: what was published on its page, what came out before Fortnight on its page if its words are here, else
 * where it is, and what is planned on its day. Of a topic that is not public no day is told.
 */
export function topicPlaces(
  app: Pick<App, 'config'>,
  calendar: Calendar,
  publications: readonly Publication[],
  rows: readonly PlanRow[],
  hasBody: Examined['hasBody'],
): TopicPlaces {
  const days = new Map(rows.map((row) => [row.planned.topic, row.date]));
  const coming = calendar.topics.map((topic) => {
    const day = topic.public ? days.get(topic.id) : undefined;
    return [topic.id, { kind: 'coming', on: day === undefined ? null : dateInWords(day) }] as const;
  });
  const earlier = calendar.topics
    .filter(({ published }) => published !== null)
    .map(({ id, url }) => [id, { kind: 'published', url: hasBody(id) ? postUrl(app, id) : url }] as const);
  const onWeb = publications
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map(({ topic }) => [topic, { kind: 'published', url: postUrl(app, topic) }] as const);
  return Object.fromEntries<TopicPlaces[string]>([...coming, ...earlier, ...onWeb]);
}
