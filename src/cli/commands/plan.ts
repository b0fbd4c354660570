import type { LocalDate } from '../../core/zoned-time.ts';
import type { Calendar, TopicId } from '../../domain/calendar/calendar.ts';
import { type Filling, wordsOfFilling, wordsOfGap } from '../../domain/schedule/filling.ts';
import { type PlanRow, plan as planRows } from '../../domain/schedule/plan.ts';
import { type Runway, runway } from '../../domain/schedule/runway.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { planInput, shownDate } from '../planning.ts';
import { type Column, renderTable } from '../table.ts';
import type { Paint } from '../terminal.ts';

interface PlanOptions {
  readonly from?: LocalDate;
  readonly until?: LocalDate;
  readonly count?: number;
  readonly json?: boolean;
}

/** `fortnight plan`: the coming slots, and the runway as the last line. */
export async function plan(environment: Environment, options: PlanOptions): Promise<ExitCode> {
  const { terminal } = environment;
  const input = {
    ...(await planInput(environment)),
    ...(options.from === undefined ? {} : { from: options.from }),
  };
  const limits = {
    ...(options.count === undefined ? {} : { count: options.count }),
    ...(options.until === undefined ? {} : { until: options.until }),
  };
  const rows = planRows({ ...input, ...limits });
  const ahead = runway(input);
  if (options.json === true) {
    terminal.out(JSON.stringify(planAsJson(rows, ahead, input.calendar), null, 2));
    return 0;
  }
  terminal.out(
    renderTable(rows, planColumns(input.calendar, terminal.columns), terminal.paint, terminal.columns),
  );
  terminal.out('');
  terminal.out(runwayWords(ahead, terminal.paint));
  return 0;
}

/** One line: how many posts are ready in a row, and the first slot that stays empty. */
export function runwayWords(ahead: Runway, paint: Paint): string {
  if (ahead.dryOn === null) return 'Runway: no slot is ever left empty; the calendar ends';
  const posts = ahead.posts === 1 ? '1 post' : `${ahead.posts} posts`;
  const weeks = ahead.weeks === 1 ? '1 week' : `${ahead.weeks} weeks`;
  const tone = ahead.weeks < 4 ? 'warn' : 'good';
  return `Runway: ${paint(tone, `${posts}, ${weeks}`)}, dry on ${paint('strong', ahead.dryOn)} (${wordsOfGap(ahead.why)})`;
}

/** The stable shape behind `--json`. */
export function planAsJson(rows: readonly PlanRow[], ahead: Runway, calendar: Calendar): unknown {
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
    runway: { from: ahead.from, posts: ahead.posts, weeks: ahead.weeks, dryOn: ahead.dryOn },
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
