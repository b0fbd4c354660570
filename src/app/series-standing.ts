import type { Instant } from '../core/clock.ts';
import type { Calendar, SlotDate, TopicId } from '../domain/calendar/calendar.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import { type Following, nextPart, type ReaderPart, wasHad } from '../domain/readers/following.ts';
import type { NextPart, SeriesStanding } from '../domain/readers/series-standing.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import { isSeriesComplete, missingPart } from '../domain/schedule/series-complete.ts';
import { nextSeriesSlot } from '../domain/schedule/series-slot.ts';
import { slotOn } from '../domain/schedule/slots.ts';
import type { App } from './context.ts';

/**
 * The series that a reader can ask for from the beginning, in the order of the calendar.
 * @param pausedUntil no part comes in a slot before then
 */
export async function seriesStandings(
  app: App,
  calendar: Calendar,
  id: SubscriberId,
  pausedUntil: Instant | null,
): Promise<readonly SeriesStanding[]> {
  const parts = await app.store.readerPartsOf(id);
  if (parts.length === 0) return [];
  const open = (await app.store.followingsOf(id)).filter(({ ended }) => ended === null);
  const { publications } = await app.store.scheduleFacts();
  const published = new Set(publications.map(({ topic }) => topic));
  const editions = await app.store.editions();
  const date = nextSeriesSlot(calendar.cadence, Math.max(app.clock.now(), pausedUntil ?? 0));
  return calendar.series.flatMap(({ id: series, title, parts: of }): SeriesStanding[] => {
    const own = parts.filter((part) => part.series === series);
    const following = open.find((one) => one.series === series) ?? null;
    const missing = missingPart(calendar, series, published)?.part ?? null;
    // One whose beginning cannot be mailed is not to be had from its beginning.
    const canBegin = own.some(({ part }) => missing === null || part < missing);
    if (own.length === 0 || (!canBegin && following === null)) return [];
    const found = nextPart(own, missing);
    const over = isSeriesComplete(calendar, series, published);
    const next =
      found.kind === 'none'
        ? ({ kind: over ? 'none-left' : 'none-yet' } as const)
        : comes(found, date, isBeingMailed(calendar, editions, found.part.topic, following));
    return [
      {
        id: series,
        title,
        following: following !== null,
        out: own.length,
        had: own.filter(wasHad).length,
        of,
        next,
      },
    ];
  });
}

function comes(
  { kind, part: { part, title } }: { readonly kind: 'waits' | 'due'; readonly part: Part },
  date: SlotDate | null,
  beingMailed: boolean,
): NextPart {
  return kind === 'waits' || beingMailed
    ? { kind: 'on-its-way', part, title }
    : { kind: 'part', part, title, date };
}

type Part = ReaderPart & { readonly title: string };

/** Whether its edition of the last slot waits for its hour, and the reader will be on its list. */
function isBeingMailed(
  { cadence }: Calendar,
  editions: readonly Edition[],
  topic: TopicId,
  following: Following | null,
): boolean {
  return editions.some(
    ({ kind, topic: of, state, test, slot }) =>
      kind === 'series' &&
      of === topic &&
      !test &&
      state.kind === 'pending' &&
      following !== null &&
      slot !== null &&
      following.since <= slotOn(cadence, slot).instant,
  );
}
