import { wallClock } from '../core/zoned-time.ts';
import type { Calendar, SlotDate, Topic, TopicId } from '../domain/calendar/calendar.ts';
import { parsePost } from '../domain/posts/post.ts';
import { renderWeb } from '../domain/posts/render-web.ts';
import type { PublicationContent } from '../store/publication-store.ts';
import { articleWords } from './article-words.ts';
import { bodyOf } from './body.ts';
import type { App } from './context.ts';
import { postUrl } from './post-url.ts';
import { topicOf } from './topic-of.ts';

/**
 * Publishes a topic now, in a slot or beside the grid (`slot` null). It is rendered before anything is recorded, so that what
 * cannot be shown is not published. The pages follow with the next `refreshSite`.
 * @throws AppError `not-found` when the calendar has no such topic or the topic has no body
 */
export async function publishTopic(
  app: App,
  calendar: Calendar,
  id: TopicId,
  slot: { readonly date: SlotDate; readonly instant: number } | null,
): Promise<'recorded' | 'already-recorded'> {
  const topic = topicOf(calendar, id);
  const markdown = await bodyOf(app, id);
  await tellFaults(app, calendar, id, markdown);
  const at = app.clock.now();
  const outcome = await app.store.publish({
    ...contentOf(topic, markdown),
    topic: id,
    slot,
    at,
    offset: wallClock(at, calendar.cadence.zone).offset,
    zoneData: process.versions.tz ?? 'unknown',
  });
  if (outcome === 'recorded')
    app.log.info(`published ${id}${slot === null ? '' : ` in the slot of ${slot.date}`}`);
  return outcome;
}

/** Renders a post for its page, and logs what of it could not be shown as its author meant it. */
async function tellFaults(app: App, calendar: Calendar, id: TopicId, markdown: string): Promise<void> {
  const words = await articleWords(app, calendar, postUrl(app, id), id, markdown);
  const { baseUrl, language, topics, pictures: named = {} } = words;
  const pictures = { siteUrl: app.config.url, named };
  const { faults } = await renderWeb(parsePost(markdown, language), { baseUrl, topics, pictures });
  for (const { line, column, words } of faults)
    app.log.warn(`calendar/posts/${id}.md:${line}:${column}: ${words}`);
}

/** What a publication keeps of its topic. */
export function contentOf(topic: Topic, markdown: string): PublicationContent {
  const { title, summary, track, series, part, tags } = topic;
  return { title, summary, track, series, part, tags, markdown };
}
