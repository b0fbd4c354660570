import type { Instant } from '../../core/clock.ts';
import { addDays, daysBetween, type LocalDate, wallClock } from '../../core/zoned-time.ts';
import type { Cadence, Calendar } from '../../domain/calendar/calendar.ts';
import { calendarSchema } from '../../domain/calendar/json-schema.ts';
import { openDaysAfter } from '../../domain/schedule/slots.ts';
import { dayInWords } from '../hover.ts';
import { keysOf, schemaAt, wordsOf } from './schema-place.ts';

/** One word to choose from, with a few that explain it. */
export interface Offer {
  readonly kind: 'key' | 'name' | 'word' | 'date';
  readonly text: string;
  readonly detail: string;
}

/** What may be typed at a path of the calendar, best first; nothing where any text will do. */
export function offersAt(path: readonly string[], calendar: Calendar, now: Instant): Offer[] {
  const place = path.join(' ');
  if (/^tracks \S+ start_here -$/.test(place)) return readingOffers(calendar, path[1] ?? '');
  if (/^topics - (pin|not_before)$|^cadence (skip -|pause_until)$/.test(place)) {
    return comingDays(calendar.cadence, now).map(dateOffer);
  }
  if (place === 'cadence extra -') return daysBetweenSlots(calendar.cadence, now).map(dateOffer);
  const { tracks, series } = calendar;
  const names = { tracks: tracks.map((track) => track.id), series: series.map((each) => each.id) };
  const schema = schemaAt(calendarSchema(names), path);
  if (schema === null) return [];
  const titles = new Map([...tracks, ...series].map(({ id, title }) => [id, title]));
  const isName = /^topics - (track|series)$/.test(place);
  return [
    ...keysOf(schema).map(({ key, description }): Offer => ({ kind: 'key', text: key, detail: description })),
    ...wordsOf(schema).map(
      (word): Offer => ({
        kind: isName ? 'name' : 'word',
        text: word,
        detail: isName ? (titles.get(word) ?? '') : '',
      }),
    ),
  ];
}

/** Half a year at the usual stride: further ahead nobody looks a date up in a list. */
const DAYS_OFFERED = 26;

/** Topics of the track itself come first: a reading path seldom leaves it. */
function readingOffers({ topics }: Calendar, track: string): Offer[] {
  const own = topics.filter((topic) => topic.track === track);
  const others = topics.filter((topic) => topic.track !== track);
  return [...own, ...others].map(({ id, title }) => ({ kind: 'name', text: id, detail: title }));
}

function dateOffer(date: LocalDate): Offer {
  return { kind: 'date', text: date, detail: dayInWords(date) };
}

function comingDays(cadence: Cadence, now: Instant): LocalDate[] {
  const days: LocalDate[] = [];
  for (const day of openDaysAfter(cadence, addDays(wallClock(now, cadence.zone).date, -1))) {
    days.push(day);
    if (days.length === DAYS_OFFERED) break;
  }
  return days;
}

/** The middle between two publishing days, where that leaves a week on either side (E306). */
function daysBetweenSlots(cadence: Cadence, now: Instant): LocalDate[] {
  const days = comingDays(cadence, now);
  return days.flatMap((day, index) => {
    const next = days[index + 1];
    const gap = next === undefined ? 0 : daysBetween(day, next);
    return gap < 14 ? [] : [addDays(day, Math.floor(gap / 2))];
  });
}
