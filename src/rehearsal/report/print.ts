import { runwayWords, shownDate } from '../../cli/planning.ts';
import { type Column, renderTable } from '../../cli/table.ts';
import type { Paint, Terminal } from '../../cli/terminal.ts';
import { wallClock, type ZoneName } from '../../core/zoned-time.ts';
import type { ReaderMail } from './reader-mails.ts';
import type { Rehearsal, RehearsalRow } from './report.ts';
import {
  mailedWords,
  number,
  outcomeWords,
  outlookWords,
  replayWords,
  spanWords,
  sumWords,
  totalsOf,
} from './words.ts';

/** The fortnights as a table, and below it what they come to. */
export function printRehearsal(rehearsal: Rehearsal, terminal: Terminal): void {
  const { paint } = terminal;
  const columns = columnsFor(rehearsal.zone as ZoneName, terminal.columns);
  terminal.out(renderTable(rehearsal.rows, columns, paint, terminal.columns));
  terminal.out('');
  if (rehearsal.reader !== null) printReader(rehearsal.reader, rehearsal.zone as ZoneName, terminal);
  for (const line of [...summary(rehearsal, paint), ...verdict(rehearsal, paint)]) terminal.out(line);
}

/** What one reader found in their mailbox, by the blog's clock. */
function printReader(
  { address, mails }: NonNullable<Rehearsal['reader']>,
  zone: ZoneName,
  { out, paint, columns }: Terminal,
): void {
  out(paint('strong', `To ${address}: ${mails.length === 1 ? 'one mail' : `${number(mails.length)} mails`}`));
  const shown: Column<ReaderMail>[] = [
    { title: 'Day', cell: ({ at }) => shownDate(wallClock(at, zone).date) },
    { title: 'Hour', cell: ({ at }) => wallClock(at, zone).time },
    { title: 'Address', cell: ({ to }) => to },
    { title: 'Mailing', cell: ({ what }) => what, tone: () => 'strong', flexible: true },
    { title: 'Subject', cell: ({ subject }) => subject, tone: () => 'muted' },
  ];
  if (mails.length > 0) out(renderTable(mails, shown, paint, columns));
  out('');
}

/** A narrow terminal loses the columns that say least. */
function columnsFor(zone: ZoneName, width: number): Column<RehearsalRow>[] {
  const columns: (Column<RehearsalRow> & { readonly from?: number })[] = [
    { title: 'Slot', cell: ({ date }) => shownDate(date) },
    { title: 'Outcome', cell: outcomeWords, tone: toneOf },
    { title: 'Topic', cell: ({ topic }) => topic ?? '-', tone: () => 'strong', flexible: true },
    { title: 'Mailed', cell: (row) => mailedWords(row, zone) },
    { ...count('Audience', ({ audience }) => audience), from: 70 },
    count('Sent', ({ sent }) => sent),
    { ...count('Failed', ({ failed }) => failed), tone: badWhen(({ ledger }) => (ledger?.failed ?? 0) > 0) },
    { ...count('Skipped', ({ skipped }) => skipped), from: 110 },
    {
      ...count('Uncertain', ({ uncertain }) => uncertain),
      tone: badWhen(({ ledger }) => (ledger?.uncertain ?? 0) > 0),
    },
    { title: 'Notes', cell: ({ notes }) => notes.join('; '), tone: () => 'muted', from: 90 },
  ];
  return columns.filter(({ from }) => width >= (from ?? 0));
}

function count(
  title: string,
  of: (ledger: NonNullable<RehearsalRow['ledger']>) => number,
): Column<RehearsalRow> {
  return { title, cell: ({ ledger }) => (ledger === null ? '-' : number(of(ledger))), align: 'right' };
}

function badWhen(holds: (row: RehearsalRow) => boolean): NonNullable<Column<RehearsalRow>['tone']> {
  return (row) => (holds(row) ? 'warn' : 'muted');
}

function toneOf({ outcome }: RehearsalRow): 'good' | 'bad' | 'muted' {
  if (outcome === null || outcome.kind === 'published') return 'good';
  return outcome.kind === 'missed' ? 'bad' : 'muted';
}

function summary(rehearsal: Rehearsal, paint: Paint): string[] {
  const { counts, rows, mails, from, until, seconds, readers, incidents } = rehearsal;
  const totals = totalsOf(rows);
  const missed = counts.missed === 0 ? 'none missed' : paint('bad', `${counts.missed} missed`);
  const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
  const people =
    readers.first === readers.last
      ? number(readers.first)
      : `${number(readers.first)} to ${number(readers.last)}`;
  const span = spanWords(from, until);
  return [
    ...outlook(rehearsal, paint),
    `Slots:  ${paint('strong', `${counts.published} published`)}, ${missed}${skipped}`,
    `Mails:  ${paint('strong', number(mails))} taken by the relay; ${totals.editions} editions to ${people} readers: ${sumWords(totals)}`,
    ...(incidents.length === 0
      ? []
      : [`Faults: ${incidents.map(({ what, times }) => `${number(times)} x ${what}`).join(', ')}`]),
    `Time:   ${span} in ${paint('strong', `${seconds.toFixed(1)} s`)} (${number(rehearsal.events)} events)`,
    paint(
      'muted',
      `Seed ${rehearsal.seed}: transcript ${rehearsal.transcriptHash.slice(0, 16)}, ledger ${rehearsal.ledgerHash.slice(0, 16)}`,
    ),
  ];
}

/** With what is ready, as `fortnight plan` says it; with all that is planned, how much of it is left. */
function outlook(rehearsal: Rehearsal, paint: Paint): string[] {
  const words = outlookWords(rehearsal);
  if (rehearsal.assumed === 'planned') return words === null ? [] : [`Ahead:  ${words}`];
  return rehearsal.runway === null ? [] : [runwayWords(rehearsal.runway, paint)];
}

function verdict(rehearsal: Rehearsal, paint: Paint): string[] {
  const { violations, tail } = rehearsal;
  if (violations.length === 0)
    return [paint('good', 'Every promise was kept: each reader of each edition is accounted for.')];
  return [
    '',
    ...tail.map((line) => paint('muted', line)),
    '',
    ...violations.map(
      ({ rule, words, event }) => `${paint('bad', `violated (${rule})`)} at event ${event}: ${words}`,
    ),
    `To see it again: ${replayWords(rehearsal)}`,
  ];
}
