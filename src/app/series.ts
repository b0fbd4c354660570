import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import { isSeriesComplete, missingPart } from '../domain/schedule/series-complete.ts';
import { seriesSlot } from '../domain/schedule/series-slot.ts';
import type { App } from './context.ts';

/** Followings that end in one transaction. */
const CHUNK = 500;

/**
 * In the days after a slot, records the parts that it brings to readers who asked for a series from its beginning: one edition for each post that is
 * somebody's next, none without a reader. Then ends what has come to its end.
 */
export async function createSeriesEditions(app: App, calendar: Calendar): Promise<void> {
  const facts = await app.store.scheduleFacts();
  const now = app.clock.now();
  const slot = seriesSlot(calendar.cadence, facts, now);
  if (slot === null) return;
  const out = new Set(facts.publications.map(({ topic }) => topic));
  for (const { topic, series, title } of await app.store.seriesPartsDue(slot, missingParts(calendar, out))) {
    const key = seriesKey(topic, slot.date);
    const edition = { kind: 'series', key, topic, series, slot, subject: title, test: false } as const;
    await app.store.createEdition(edition, now);
  }
  for (const { id } of calendar.series) if (isSeriesComplete(calendar, id, out)) await endFinished(app, id);
}

function missingParts(calendar: Calendar, out: ReadonlySet<TopicId>): ReadonlyMap<string, number> {
  const missing = calendar.series.map(({ id }) => [id, missingPart(calendar, id, out)?.part] as const);
  return new Map(missing.flatMap(([id, part]) => (part === undefined ? [] : [[id, part]])));
}

/** `series:raft-1@2026-12-08` */
function seriesKey(topic: string, slot: string): string {
  return `series:${topic}@${slot}`;
}

async function endFinished(app: App, series: string): Promise<void> {
  for (let ended = CHUNK; ended === CHUNK; )
    ended = await app.store.endFinishedFollowings(series, CHUNK, app.clock.now());
}
