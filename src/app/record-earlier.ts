import { instantOf, type LocalDate, wallClock } from '../core/zoned-time.ts';
import type { Calendar, Topic, TopicId } from '../domain/calendar/calendar.ts';
import type { PublicationFact } from '../domain/schedule/facts.ts';
import type { App } from './context.ts';
import { earlierWords } from './earlier-words.ts';
import { contentOf } from './publish.ts';

/**
 * Keeps the posts that came out before Fortnight and whose words are here, so that a series can bring them by mail: publications like any other, but
 * without a slot and a mailing of their own. What the file does not call published any more is forgotten, unless a mailing was made of it.
 * A post with a fault that would keep it from being published waits. Safe to run at any time, and again after a kill.
 */
export async function recordEarlier(app: App, calendar: Calendar): Promise<void> {
  const { publications } = await app.store.scheduleFacts();
  const known: Known = new Map(publications.map((fact) => [fact.topic, fact]));
  for (const topic of calendar.topics) {
    const kept = known.get(topic.id) ?? null;
    const date = dateBefore(calendar, topic);
    if (date === null) await forget(app, topic, kept);
    else if (isNews(calendar, topic, date, known)) await keep(app, calendar, topic, date);
  }
}

type Known = ReadonlyMap<TopicId, PublicationFact>;

/** From the anchor on only Fortnight publishes, whatever the file says. */
function dateBefore({ cadence }: Calendar, { published }: Topic): LocalDate | null {
  return published !== null && published < cadence.anchor ? published : null;
}

/** A post that was renamed is kept under its first name, for ever: under another it would be mailed once more. */
function isNews(calendar: Calendar, { id, aliases }: Topic, date: LocalDate, known: Known): boolean {
  const kept = known.get(id);
  if (kept === undefined) return !aliases.some((alias) => known.has(alias));
  return kept.earlier === true && kept.withdrawn !== true && kept.at !== momentOf(calendar, date);
}

async function keep(app: App, calendar: Calendar, topic: Topic, date: LocalDate): Promise<void> {
  const words = await earlierWords(app, topic.id);
  if (words.kind === 'none') return;
  const at = momentOf(calendar, date);
  const { offset } = wallClock(at, calendar.cadence.zone);
  const zoneData = process.versions.tz ?? 'unknown';
  const post = { ...contentOf(topic, words.markdown), topic: topic.id, at, offset, zoneData };
  if (await app.store.recordEarlier(post, app.clock.now()))
    app.log.info(`${topic.id} of ${date}, before this calendar, is kept`);
}

async function forget(app: App, { id }: Topic, kept: PublicationFact | null): Promise<void> {
  if (kept?.earlier === true) await app.store.forgetEarlier(id, app.clock.now());
}

function momentOf({ cadence }: Calendar, date: LocalDate): number {
  return instantOf(date, cadence.at, cadence.zone);
}
