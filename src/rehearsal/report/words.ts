import { shownDate } from '../../cli/planning.ts';
import { DAY, type Instant } from '../../core/clock.ts';
import { wallClock, type ZoneName } from '../../core/zoned-time.ts';
import type { Rehearsal, RehearsalRow } from './report.ts';

/** `published`, `missed (not-ready)`, `skipped`; `by hand` for a post beside the grid. */
export function outcomeWords({ outcome }: RehearsalRow): string {
  if (outcome === null) return 'by hand';
  return outcome.kind === 'missed' ? `missed (${outcome.reason})` : outcome.kind;
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

/** `2,050 = 2,040 sent + 8 failed + 2 uncertain`; states that nobody is in are left out. */
export function sumWords(totals: Totals): string {
  const { sent, failed, skipped, uncertain, waiting } = totals;
  const parts = Object.entries({ sent, failed, skipped, uncertain, waiting })
    .filter(([state, count]) => count > 0 || state === 'sent')
    .map(([state, count]) => `${number(count)} ${state}`);
  return `${number(totals.audience)} = ${parts.join(' + ')}`;
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
