import { AppError } from '../../core/errors.ts';
import { nearestName } from '../../core/nearest-name.ts';
import { addDays, type LocalDate, wallClock } from '../../core/zoned-time.ts';
import type { Calendar, TopicId } from '../../domain/calendar/calendar.ts';
import { type Filling, wordsOfFilling } from '../../domain/schedule/filling.ts';
import { type PlanInput, type PlanRow, plan as planRows } from '../../domain/schedule/plan.ts';
import { type Runway, runway } from '../../domain/schedule/runway.ts';
import { type Share, type Summary, summaryOf } from '../../domain/schedule/summary.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { planInput, runwayAsJson, runwayWords, shownDate } from '../planning.ts';
import { type Column, renderTable } from '../table.ts';

interface PlanOptions {
  readonly from?: LocalDate;
  readonly until?: LocalDate;
  readonly weeks?: number;
  readonly count?: number;
  readonly track?: string;
  readonly ics?: string;
  readonly json?: boolean;
  /** Edits, in words: then only what they would move is shown. */
  readonly if?: readonly string[];
  readonly diff?: string;
}

/** `fortnight plan`: the coming slots, what is to come by track and series, and the runway as the last line. */
export async function plan(environment: Environment, options: PlanOptions): Promise<ExitCode> {
  const { terminal } = environment;
  const json = options.json === true;
  if (options.if !== undefined)
    return (await import('./plan-changes.ts')).planIf(environment, options.if, json);
  if (options.diff !== undefined)
    return (await import('./plan-changes.ts')).planDiff(environment, options.diff, json);
  const input = {
    ...(await planInput(environment)),
    ...(options.from === undefined ? {} : { from: options.from }),
  };
  const rows = rowsFor(input, options);
  if (options.ics !== undefined) return writeIcs(environment, rows, input, options.ics);
  const ahead = runway(input);
  const summary = summaryOf(input);
  if (json) {
    terminal.out(JSON.stringify(planAsJson(rows, ahead, input.calendar, summary), null, 2));
    return 0;
  }
  terminal.out(
    renderTable(rows, planColumns(input.calendar, terminal.columns), terminal.paint, terminal.columns),
  );
  terminal.out('');
  const shares = sharesOf(summary, options.track);
  if (shares.length > 0)
    terminal.out(`${renderTable(shares, SHARE_COLUMNS, terminal.paint, terminal.columns)}\n`);
  terminal.out(runwayWords(ahead, terminal.paint));
  return 0;
}

function rowsFor(input: PlanInput, options: PlanOptions): readonly PlanRow[] {
  const { track, count = Number.POSITIVE_INFINITY } = options;
  const { topics, tracks, cadence } = input.calendar;
  const today = wallClock(input.now, cadence.zone).date;
  const ends = [
    options.until,
    options.weeks === undefined ? undefined : addDays(input.from ?? today, options.weeks * 7),
  ];
  const until = ends.flatMap((end) => end ?? []).sort()[0];
  const limits = until === undefined ? {} : { until };
  if (track === undefined) {
    return planRows({ ...input, ...limits, ...(options.count === undefined ? {} : { count }) });
  }
  refuseUnknown(
    track,
    tracks.map(({ id }) => id),
  );
  const inTrack = new Set(topics.filter((topic) => topic.track === track).map(({ id }) => id));
  const rows = planRows({ ...input, ...limits });
  return rows.filter(({ planned }) => planned.topic !== null && inTrack.has(planned.topic)).slice(0, count);
}

function refuseUnknown(track: string, known: readonly string[]): void {
  if (known.includes(track)) return;
  const near = nearestName(track, known);
  const help = near === null ? `the tracks are ${known.join(', ')}` : `did you mean ${near}?`;
  throw new AppError('not-found', `the calendar has no track "${track}"`, { help });
}

async function writeIcs(
  { terminal, now }: Environment,
  rows: readonly PlanRow[],
  { calendar }: PlanInput,
  file: string,
): Promise<ExitCode> {
  const [{ planAsIcalendar }, { writeOut }] = await Promise.all([
    import('../../domain/schedule/icalendar.ts'),
    import('../../workspace/write-out.ts'),
  ]);
  await writeOut(file, planAsIcalendar(rows, calendar, now()));
  terminal.err(`${file}: ${rows.filter(({ planned }) => planned.topic !== null).length} planned posts`);
  return 0;
}

type NamedShare = Share & { readonly of: 'Track' | 'Series' };

/** With one track asked for, only its line. */
function sharesOf(summary: Summary, track: string | undefined): readonly NamedShare[] {
  const tracks = summary.tracks.filter(({ id }) => track === undefined || id === track);
  const series = track === undefined ? summary.series : [];
  return [
    ...tracks.map((share) => ({ ...share, of: 'Track' as const })),
    ...series.map((share) => ({ ...share, of: 'Series' as const })),
  ];
}

const SHARE_COLUMNS: readonly Column<NamedShare>[] = [
  { title: 'To come in', cell: ({ of }) => of, tone: () => 'muted' },
  { title: '', cell: ({ id }) => id, tone: () => 'strong' },
  { title: 'Posts', cell: ({ coming }) => String(coming), align: 'right' },
  {
    title: 'Ready',
    cell: ({ ready }) => String(ready),
    align: 'right',
    tone: ({ ready }) => (ready > 0 ? 'good' : 'muted'),
  },
  { title: 'First', cell: ({ first }) => (first === null ? '-' : shownDate(first)) },
  { title: 'Last', cell: ({ last }) => (last === null ? '-' : shownDate(last)) },
];

/** The stable shape behind `--json`. */
export function planAsJson(
  rows: readonly PlanRow[],
  ahead: Runway,
  calendar: Calendar,
  summary?: Summary,
): unknown {
  return {
    version: 1,
    zone: calendar.cadence.zone,
    slots: rows.map((row) => ({
      date: row.date,
      instant: new Date(row.instant).toISOString(),
      offset: row.offset,
      planned: fillingAsJson(row.planned, calendar),
      committed: fillingAsJson(row.committed, calendar),
      ready: row.readiness?.ready ?? false,
      missing: row.readiness === null || row.readiness.ready ? null : row.readiness.missing,
    })),
    runway: runwayAsJson(ahead),
    ...(summary ?? {}),
  };
}

function fillingAsJson(filling: Filling, calendar: Calendar): unknown {
  const topic = topicIn(calendar, filling.topic);
  const why = wordsOfFilling(filling);
  if (topic === null) return { topic: null, why };
  const { id, title, track, series, part } = topic;
  return { topic: id, title, track, series, part, why };
}

/** A narrow terminal loses the columns that say least, so that titles stay readable. */
function planColumns(calendar: Calendar, width: number): Column<PlanRow>[] {
  const columns: (Column<PlanRow> & { readonly from?: number })[] = [
    { title: 'Slot', cell: (row) => shownDate(row.date) },
    { title: 'Planned', cell: (row) => row.planned.topic ?? '-', tone: () => 'strong' },
    { title: 'Title', cell: (row) => topicIn(calendar, row.planned.topic)?.title ?? '', flexible: true },
    {
      title: 'Track',
      cell: (row) => topicIn(calendar, row.planned.topic)?.track ?? '',
      tone: () => 'muted',
      from: 150,
    },
    {
      title: 'Ready',
      cell: (row) => readyWords(row, calendar),
      tone: (row) => (row.readiness?.ready === true ? 'good' : 'warn'),
    },
    {
      title: 'As things stand',
      cell: (row) => committedWords(row),
      tone: (row) =>
        row.committed.topic === null ? 'bad' : row.committed.topic === row.planned.topic ? 'muted' : 'warn',
    },
    { title: 'Why', cell: (row) => wordsOfFilling(row.planned), tone: () => 'muted', from: 120 },
  ];
  return columns.filter(({ from }) => width >= (from ?? 0));
}

/** Short, for a column: the status says it unless the topic claims to be ready. `why` tells all. */
function readyWords({ readiness, planned }: PlanRow, calendar: Calendar): string {
  if (readiness === null) return '-';
  if (readiness.ready) return 'yes';
  const status = topicIn(calendar, planned.topic)?.status ?? 'ready';
  return status === 'ready' ? readiness.missing : status;
}

function committedWords(row: PlanRow): string {
  return row.committed.topic ?? 'nothing';
}

function topicIn(calendar: Calendar, id: TopicId | null): Calendar['topics'][number] | null {
  return calendar.topics.find((topic) => topic.id === id) ?? null;
}
