import { type Instant, MINUTE } from '../../core/clock.ts';
import { type LocalDate, wallClock } from '../../core/zoned-time.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import type { SlotFact } from '../../domain/schedule/facts.ts';
import { slotOn } from '../../domain/schedule/slots.ts';
import type { Publication } from '../../store/publication-store.ts';
import type { Store } from '../../store/store.ts';
import type { Observer } from '../checks/observer.ts';
import type { RehearsalRow } from './report.ts';

export interface RowsInput {
  readonly store: Store;
  readonly observer: Observer;
  readonly calendar: Calendar;
  /** The first day that counts, and the first that does not. */
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** What became of each publishing day, oldest first, and the posts beside the grid. */
export async function rowsOf({
  store,
  observer,
  calendar,
  start,
  end,
}: RowsInput): Promise<readonly RehearsalRow[]> {
  const publications = await store.publications();
  const bySlot = new Map(publications.map((publication) => [publication.slot, publication]));
  const describe = await describer(store, observer, calendar);
  const rows: RehearsalRow[] = [];
  for (const slot of (await store.scheduleFacts()).slots)
    rows.push(await describe(slot, bySlot.get(slot.date) ?? null));
  for (const publication of publications)
    if (publication.slot === null && publication.earlierSince === null)
      rows.push(await describe(null, publication));
  return rows
    .filter(({ date }) => date >= start && date < end)
    .toSorted((one, other) => Date.parse(one.date) - Date.parse(other.date));
}

type Describe = (slot: SlotFact | null, publication: Publication | null) => Promise<RehearsalRow>;

async function describer(store: Store, observer: Observer, calendar: Calendar): Promise<Describe> {
  const editions = new Map((await store.editions()).map((edition) => [edition.key, edition]));
  const opened = timesOf(observer, 'edition.open');
  const complete = timesOf(observer, 'edition.complete');
  const { anchor, zone } = calendar.cadence;
  return async (slot, publication) => {
    const edition = editions.get(`regular:${publication?.topic}`) ?? null;
    const mailedAt = opened.get(edition?.key ?? '') ?? null;
    const ledger = edition === null || mailedAt === null ? null : await store.ledger(edition.id);
    const published = publication === null ? null : wallClock(publication.at, zone).date;
    return {
      date: slot?.date ?? published ?? anchor,
      outcome: slot?.outcome ?? null,
      topic: publication?.topic ?? null,
      title: publication?.title ?? null,
      publishedAt: publication?.at ?? null,
      mailedAt,
      completeAt: complete.get(edition?.key ?? '') ?? null,
      ledger,
      notes: [
        ...noteOnTime(slot, publication, calendar),
        ...noteOnEdition(edition, mailedAt),
        ...noteOnPost(publication),
      ],
    };
  };
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
function durationWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
