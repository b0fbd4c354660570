import type { Calendar } from '../domain/calendar/calendar.ts';
import { isSeriesComplete } from '../domain/schedule/series-complete.ts';
import { seriesSlot } from '../domain/schedule/series-slot.ts';
import type { App } from './context.ts';

/** Followings that end in one transaction. */
const CHUNK = 500;

/**
 * In the days after a slot, records the parts that it brings to readers who asked for a series from its beginning: one edition for each post that is
 * somebody's next, none without a reader. It was let out before, so it waits for the window only. Then ends what has come to its end.
 */
export async function createSeriesEditions(app: App, calendar: Calendar): Promise<void> {
  const facts = await app.store.scheduleFacts();
  const now = app.clock.now();
  const slot = seriesSlot(calendar.cadence, facts, now);
  if (slot === null) return;
  for (const { topic, series, title } of await app.store.seriesPartsDue(slot)) {
    const key = seriesKey(topic, slot.date);
    const edition = { kind: 'series', key, topic, series, slot, subject: title, test: false } as const;
    await app.store.createEdition(edition, now);
  }
  const published = new Set(facts.publications.map(({ topic }) => topic));
  for (const { id } of calendar.series)
    if (isSeriesComplete(calendar, id, published)) await endFinished(app, id);
}

/** `series:raft-1@2026-12-08` */
function seriesKey(topic: string, slot: string): string {
  return `series:${topic}@${slot}`;
}

async function endFinished(app: App, series: string): Promise<void> {
  for (let ended = CHUNK; ended === CHUNK; )
    ended = await app.store.endFinishedFollowings(series, CHUNK, app.clock.now());
}
