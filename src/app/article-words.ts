import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import type { PicturesByName } from '../domain/posts/own-pictures.ts';
import { type TopicPlaces, topicsLinkedIn } from '../domain/posts/topic-links.ts';
import { plan } from '../domain/schedule/plan.ts';
import type { App } from './context.ts';
import { examine, readinessFor } from './examine.ts';
import { ownPictures } from './own-pictures.ts';
import type { ArticleWords } from './render-article.ts';
import { topicPlaces } from './topic-places.ts';

/** What a topic's words need of the house to be shown. */
export type WordsHouse = Pick<App, 'config' | 'store' | 'workspace' | 'clock' | 'makePicture'>;

/**
 * Words for a mail, with what they need to be shown: where the topics are now that they link to, and the pictures beside the post. `topic`: of the post whose words they are, or
 * which they speak of; null for none.
 */
export async function articleWords(
  app: WordsHouse,
  calendar: Calendar,
  baseUrl: string,
  topic: TopicId | null,
  markdown: string,
): Promise<ArticleWords> {
  const topics = await placesNow(app, calendar, topicsLinkedIn(markdown));
  const pictures = topic === null ? {} : await picturesNow(app, topic, markdown);
  return { baseUrl, markdown, language: calendar.blog.language, topics, pictures };
}

/** Of a post that is out, what was shown last stands in for what is gone. */
async function picturesNow(app: WordsHouse, topic: TopicId, markdown: string): Promise<PicturesByName> {
  if (!markdown.includes('![')) return {};
  const isOut = (await app.store.publications()).some((publication) => publication.topic === topic);
  return ownPictures(app, topic, markdown, isOut ? 'out' : 'draft');
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
