import type { Calendar, Topic } from '../domain/calendar/calendar.ts';
import type { Publication } from '../store/publication-store.ts';
import { isBody, readBody } from '../workspace/author-files.ts';
import type { App } from './context.ts';
import { contentOf } from './publish.ts';

/**
 * Takes over what the author changed in published posts: body, title, summary. Site and feeds follow, mail never.
 * A body that is missing or unreadable now leaves the published words as they are. Returns how many posts changed.
 */
export async function revisePublished(app: App, calendar: Calendar): Promise<number> {
  let revised = 0;
  const topics = new Map(calendar.topics.map((topic) => [topic.id, topic]));
  for (const publication of await app.store.publications()) {
    const topic = topics.get(publication.topic);
    if (topic === undefined || publication.withdrawnAt !== null) continue;
    if (isUnchanged(app, topic, publication)) continue;
    const read = await readBody(app.workspace, topic.id);
    if (read.kind !== 'text') continue;
    if (await app.store.revise(topic.id, contentOf(topic, read.text), app.clock.now())) revised += 1;
  }
  return revised;
}

/** The quick look, as this is asked every minute of everything that ever came out, and the answer is yes. */
function isUnchanged(app: App, topic: Topic, publication: Publication): boolean {
  if (!isBody(app.workspace, topic.id, publication.markdown)) return false;
  const asked = contentOf(topic, publication.markdown);
  const { title, summary, track, series, part, tags, markdown } = publication;
  return JSON.stringify(asked) === JSON.stringify({ title, summary, track, series, part, tags, markdown });
}
