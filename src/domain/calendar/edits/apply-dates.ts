import { addDays, type LocalDate } from '../../../core/zoned-time.ts';
import { isPublishingDay, skippedOn } from '../../schedule/slots.ts';
import type { Cadence, Calendar, DateRange, SlotDate, TopicId } from '../calendar.ts';
import { gridDatesAround } from '../grid.ts';
import { type Applied, unchanged, withTopic } from './applied.ts';

export function applyPin(calendar: Calendar, id: TopicId, date: SlotDate): Applied {
  const refusal =
    outAlready(calendar, id) ?? notASlot(calendar.cadence, date) ?? takenDay(calendar, id, date);
  const applied = withTopic(calendar, id, (topic) => (topic.pin === date ? topic : { ...topic, pin: date }));
  return applied.kind === 'applied' && refusal !== null ? refusal : applied;
}

/** Puts a range where it belongs by date, or at the end. What is skipped already needs no second entry. */
export function applySkip(calendar: Calendar, range: DateRange): Applied {
  const { cadence } = calendar;
  if (cadence.skip.some(({ from, to }) => from <= range.from && range.to <= to)) return unchanged;
  if (range.from > range.to) {
    return {
      kind: 'refused',
      reason: 'this range ends before it begins',
      help: `write it as ${range.to}..${range.from}`,
    };
  }
  const refusal =
    (range.from === range.to ? notPublishing(cadence, range.from) : null) ?? pinnedWithin(calendar, range);
  return refusal ?? withSkip(calendar, cadence.skip.toSpliced(placeOfSkip(cadence, range), 0, range));
}

export function placeOfSkip({ skip }: Cadence, range: DateRange): number {
  const later = skip.findIndex(({ from }) => from > range.from);
  return later === -1 ? skip.length : later;
}

/** Takes a date out of every entry that covers it; a longer range is parted in two. */
export function applyUnskip(calendar: Calendar, date: LocalDate): Applied {
  const { cadence } = calendar;
  const covered = cadence.skip.some((range) => covers(range, date));
  if (covered)
    return withSkip(
      calendar,
      cadence.skip.flatMap((range) => rangesWithout(cadence, range, date)),
    );
  const near = nearestSkip(cadence, date);
  return {
    kind: 'refused',
    reason: `${date} is not skipped`,
    help: near === null ? 'the calendar skips nothing' : `the nearest day off is ${wordsOfRange(near)}`,
  };
}

/** What is left of a range without one of its dates. A single day that was no slot anyway is not worth an entry. */
export function rangesWithout(cadence: Cadence, range: DateRange, date: LocalDate): readonly DateRange[] {
  if (!covers(range, date)) return [range];
  const parts = [
    { from: range.from, to: addDays(date, -1) },
    { from: addDays(date, 1), to: range.to },
  ];
  return parts.filter(({ from, to }) => from < to || (from === to && isPublishingDay(cadence, from)));
}

/** `2028-06-13`, or `2028-06-01..2028-06-30`, as the file has it. */
export function wordsOfRange({ from, to }: DateRange): string {
  return from === to ? from : `${from}..${to}`;
}

export function covers({ from, to }: DateRange, date: LocalDate): boolean {
  return from <= date && date <= to;
}

function withSkip(calendar: Calendar, skip: readonly DateRange[]): Applied {
  return { kind: 'applied', calendar: { ...calendar, cadence: { ...calendar.cadence, skip } } };
}

function outAlready({ topics }: Calendar, id: TopicId): Applied | null {
  const topic = topics.find((each) => each.id === id);
  const isOut = topic?.status === 'published' || (topic?.published ?? null) !== null;
  return isOut ? { kind: 'refused', reason: `${id} came out before this calendar began`, help: null } : null;
}

function notASlot(cadence: Cadence, date: SlotDate): Applied | null {
  const refusal = notPublishing(cadence, date);
  if (refusal !== null) return refusal;
  const off = skippedOn(cadence, date);
  if (off === false) return null;
  const why = off === 'skip' ? 'it is skipped' : 'it is before `pause_until`';
  return {
    kind: 'refused',
    reason: `nothing comes out on ${date}: ${why}`,
    help: 'choose another publishing day',
  };
}

function notPublishing(cadence: Cadence, date: LocalDate): Applied | null {
  if (isPublishingDay(cadence, date)) return null;
  const near = [
    ...gridDatesAround(cadence, date),
    ...cadence.extra.filter((extra) => isNear(cadence, extra, date)),
  ];
  const days = [...new Set(near)].sort().join(', ');
  return {
    kind: 'refused',
    reason: `${date} is not a publishing day`,
    help: `the nearest publishing days: ${days}`,
  };
}

function isNear({ everyDays }: Cadence, extra: LocalDate, date: LocalDate): boolean {
  return addDays(date, -everyDays) <= extra && extra <= addDays(date, everyDays);
}

function takenDay({ topics }: Calendar, id: TopicId, date: SlotDate): Applied | null {
  const other = topics.find((topic) => topic.pin === date && topic.id !== id);
  if (other === undefined) return null;
  return {
    kind: 'refused',
    reason: `\`${other.id}\` is pinned to ${date} already`,
    help: `choose another day, or unpin \`${other.id}\` first`,
  };
}

function pinnedWithin({ topics, cadence }: Calendar, range: DateRange): Applied | null {
  const pinned = topics.find(({ pin }) => pin !== null && covers(range, pin) && !cadence.extra.includes(pin));
  if (pinned === undefined) return null;
  return {
    kind: 'refused',
    reason: `\`${pinned.id}\` is pinned to ${pinned.pin}`,
    help: `unpin \`${pinned.id}\` first, or pin it to another day`,
  };
}

function nearestSkip({ skip }: Cadence, date: LocalDate): DateRange | null {
  const before = skip.filter(({ to }) => to < date).at(-1);
  return skip.find(({ from }) => from > date) ?? before ?? null;
}
