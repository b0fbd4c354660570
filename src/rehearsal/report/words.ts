import { shownDate } from '../../cli/planning.ts';
import { DAY, type Instant } from '../../core/clock.ts';
import { type LocalDate, wallClock, type ZoneName } from '../../core/zoned-time.ts';
import type { Rehearsal, RehearsalRow } from './report.ts';

/** `published`, `missed (not-ready)`, `skipped`; `by hand` for a post beside the grid. */
export function outcomeWords({ outcome }: RehearsalRow): string {
  if (outcome === null) return 'by hand';
  return outcome.kind === 'missed' ? `missed (${outcome.reason})` : outcome.kind;
}

/** Published, in whatever way; missed; or skipped. */
export function kindOf({ outcome }: RehearsalRow): 'published' | 'missed' | 'skipped' {
  return outcome?.kind ?? 'published';
}

/** Rows with the year they stand in, in their order. */
export function byYear(
  rows: readonly RehearsalRow[],
): readonly (readonly [year: string, rows: RehearsalRow[]])[] {
  const years = new Map<string, RehearsalRow[]>();
  for (const row of rows) {
    const year = row.date.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), row]);
  }
  return [...years];
}

export function dayOf(instant: Instant, zone: ZoneName): LocalDate {
  return wallClock(instant, zone).date;
}

/** When a mailing left: `11:00` on the day itself, `Wed 08:00` on a later one. */
export function mailedWords({ mailedAt, date }: RehearsalRow, zone: ZoneName): string {
  if (mailedAt === null) return '-';
  const wall = wallClock(mailedAt, zone);
  if (wall.date === date) return wall.time;
  const near = mailedAt - Date.parse(date) < 7 * DAY;
  const [weekday = '', day = '', month = ''] = shownDate(wall.date).split(/ +/);
  return near ? `${weekday} ${wall.time}` : `${day} ${month} ${wall.time}`;
}

/** How long the stretch is, in years and days. */
export function spanWords(from: Instant, until: Instant): string {
  const days = Math.round((until - from) / DAY);
  const years = Math.floor(days / 365);
  const rest = days - 365 * years;
  const parts = [
    ...(years === 0 ? [] : [years === 1 ? '1 year' : `${years} years`]),
    ...(rest === 0 && years > 0 ? [] : [rest === 1 ? '1 day' : `${rest} days`]),
  ];
  return parts.join(' and ');
}

export interface Totals {
  readonly editions: number;
  readonly audience: number;
  readonly sent: number;
  readonly failed: number;
  readonly skipped: number;
  readonly uncertain: number;
  readonly waiting: number;
}

/** All ledgers together. */
export function totalsOf(rows: readonly RehearsalRow[]): Totals {
  const ledgers = rows.flatMap(({ ledger }) => (ledger === null ? [] : [ledger]));
  const sum = (of: (ledger: (typeof ledgers)[number]) => number): number =>
    ledgers.reduce((total, ledger) => total + of(ledger), 0);
  return {
    editions: ledgers.length,
    audience: sum(({ audience }) => audience),
    sent: sum(({ sent }) => sent),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    uncertain: sum(({ uncertain }) => uncertain),
    waiting: sum(({ queued, sending, deferred }) => queued + sending + deferred),
  };
}

/** `2,050 of 2,050 sent`, or `2,050 = 2,040 sent + 8 failed + 2 uncertain`; states that nobody is in are left out. */
export function sumWords(totals: Totals): string {
  const { sent, failed, skipped, uncertain, waiting } = totals;
  if (sent === totals.audience) return `${number(sent)} of ${number(sent)} sent`;
  const parts = Object.entries({ sent, failed, skipped, uncertain, waiting })
    .filter(([state, count]) => count > 0 || state === 'sent')
    .map(([state, count]) => `${number(count)} ${state}`);
  return `${number(totals.audience)} = ${parts.join(' + ')}`;
}

/** How long the calendar goes on after the end: with what is ready, or with all that is planned. */
export function outlookWords({ assumed, runway, left }: Rehearsal): string | null {
  if (assumed === 'planned')
    return left.topics === 0 || left.last === null
      ? 'no topic is left in the calendar'
      : `${number(left.topics)} more ${left.topics === 1 ? 'topic' : 'topics'}, enough until ${left.last}`;
  return runway?.dryOn == null ? null : `nothing is ready for ${runway.dryOn}`;
}

/** The command that shows the same again. */
export function replayWords({ seed, faults, assumed, from, until, readers, zone }: Rehearsal): string {
  const day = (instant: Instant): string => wallClock(instant, zone as ZoneName).date;
  const parts = [
    'fortnight rehearse',
    `--seed ${seed}`,
    ...(faults ? ['--faults'] : []),
    ...(assumed === 'planned' ? ['--assume planned'] : []),
    `--subscribers ${readers.first}`,
    `--from ${day(from)} --until ${day(until)}`,
  ];
  return parts.join(' ');
}

export function number(count: number): string {
  return count.toLocaleString('en-GB');
}
