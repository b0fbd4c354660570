import { type Instant, MINUTE } from '../../core/clock.ts';
import { wallClock } from '../../core/zoned-time.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import type { SlotFact } from '../../domain/schedule/facts.ts';
import { slotOn } from '../../domain/schedule/slots.ts';
import type { Publication } from '../../store/publication-store.ts';
import type { Store } from '../../store/store.ts';
import type { Observer } from '../checks/observer.ts';
import type { RehearsalRow } from './report.ts';

/** What became of each publishing day since `from`, oldest first. */
export async function rowsOf(
  store: Store,
  observer: Observer,
  calendar: Calendar,
  from: Instant,
): Promise<readonly RehearsalRow[]> {
  const { zone } = calendar.cadence;
  const start = wallClock(from, zone).date;
  const publications = await store.publications();
  const editions = new Map((await store.editions()).map((edition) => [edition.topic, edition]));
  const times = {
    opened: timesOf(observer, 'edition.open'),
    complete: timesOf(observer, 'edition.complete'),
  };
  const describe = async (slot: SlotFact | null, publication: Publication | null): Promise<RehearsalRow> => {
    const edition = publication === null ? null : (editions.get(publication.topic) ?? null);
    const mailedAt = edition === null ? null : (times.opened.get(edition.key) ?? null);
    const ledger = edition === null || mailedAt === null ? null : await store.ledger(edition.id);
    return {
      date: slot?.date ?? wallClock(publication?.at ?? from, zone).date,
      outcome: slot?.outcome ?? null,
      topic: publication?.topic ?? null,
      title: publication?.title ?? null,
      publishedAt: publication?.at ?? null,
      mailedAt,
      completeAt: edition === null ? null : (times.complete.get(edition.key) ?? null),
      ledger,
      notes: [
        ...noteOnTime(slot, publication, calendar),
        ...noteOnEdition(edition, mailedAt),
        ...noteOnPost(publication),
      ],
    };
  };
  const { slots } = await store.scheduleFacts();
  const bySlot = new Map(publications.map((publication) => [publication.slot, publication]));
  const rows: RehearsalRow[] = [];
  for (const slot of slots) {
    if (slot.date >= start) rows.push(await describe(slot, bySlot.get(slot.date) ?? null));
  }
  for (const publication of publications) {
    if (publication.slot === null && publication.at >= from) rows.push(await describe(null, publication));
  }
  return rows.toSorted((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
}

function timesOf(observer: Observer, kind: string): ReadonlyMap<string, Instant> {
  return new Map(observer.eventsOf(kind).map(({ subject, at }) => [subject, at]));
}

function noteOnTime(slot: SlotFact | null, publication: Publication | null, calendar: Calendar): string[] {
  if (publication === null) return [];
  if (slot === null) return ['by hand, beside the grid'];
  const late = publication.at - slotOn(calendar.cadence, slot.date).instant;
  return late < MINUTE ? [] : [`${durationWords(late)} late`];
}

function noteOnEdition(edition: Edition | null, mailedAt: Instant | null): string[] {
  if (edition === null) return [];
  switch (edition.state.kind) {
    case 'complete':
      return [];
    case 'cancelled':
      return ['its mailing was cancelled'];
    case 'held':
      return ['its mailing is held by the author'];
    default:
      return mailedAt === null ? ['not mailed yet'] : ['still being mailed'];
  }
}

function noteOnPost(publication: Publication | null): string[] {
  return publication === null || publication.withdrawnAt === null ? [] : ['taken off the web'];
}

/** `40 min`, `3 h`, `2 days`. */
export function durationWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
