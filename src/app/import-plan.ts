import { extname } from 'node:path';
import type { Instant } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { decodeForeignText } from '../core/foreign-text.ts';
import { nearestName } from '../core/nearest-name.ts';
import { wallClock, type ZoneName } from '../core/zoned-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { readCsvPlan } from '../domain/calendar/import/csv.ts';
import { readIcsPlan } from '../domain/calendar/import/ics.ts';
import type { ReadPlan } from '../domain/calendar/import/imported.ts';
import { readMarkdownPlan } from '../domain/calendar/import/markdown.ts';
import { type ImportPlan, planImport } from '../domain/calendar/import/plan-import.ts';
import { spliceImport } from '../domain/calendar/import/splice.ts';
import { blockText } from '../domain/calendar/import/to-yaml.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import { listBodies } from '../workspace/author-files.ts';
import { readForeignFile } from '../workspace/foreign-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { writeEdit } from '../workspace/write-edit.ts';
import { type Examined, examine, usableCalendar } from './examine.ts';

export interface PlanImportRequest {
  /** Absolute path of the spreadsheet, calendar or list. */
  readonly file: string;
  /** The track of topics whose file names none; null to go by the file alone. */
  readonly track: string | null;
  /** False: nothing is changed. */
  readonly write: boolean;
}

export interface PlanImportReport extends ImportPlan {
  /** The YAML to add; empty when nothing is new. */
  readonly block: string;
  readonly calendarFile: string;
  readonly written: boolean;
}

const READERS: Readonly<Record<string, (text: string, zone: ZoneName) => ReadPlan>> = {
  '.csv': readCsvPlan,
  '.tsv': readCsvPlan,
  '.ics': readIcsPlan,
  '.ical': readIcsPlan,
  '.md': readMarkdownPlan,
  '.markdown': readMarkdownPlan,
};

/**
 * Turns somebody's editorial calendar into topics of this one, and appends them when asked to. The author's file changes by
 * whole lines added, or not at all.
 * @throws AppError `invalid`, `not-found`, or `conflict` when the calendar was changed meanwhile
 */
export async function importPlan(
  workspace: Workspace,
  request: PlanImportRequest,
  now: Instant,
): Promise<PlanImportReport> {
  const [examined, bodies] = await Promise.all([examine(workspace), listBodies(workspace)]);
  const calendar = usableCalendar(examined);
  refuseUnknownTrack(request.track, calendar);
  const { zone } = calendar.cadence;
  const read = await readPlan(request.file, zone);
  const today = wallClock(now, zone).date;
  const plan = planImport(read, { calendar, track: request.track, hasBody: (id) => bodies.has(id), today });
  const written = request.write && plan.topics.length > 0;
  if (written) await writeEdit(workspace.calendarFile, examined.text, extended(examined, calendar, plan));
  const block = blockText(plan.topics, plan.tracks);
  return { ...plan, block, calendarFile: examined.file, written };
}

async function readPlan(file: string, zone: ZoneName): Promise<ReadPlan> {
  const reader = READERS[extname(file).toLowerCase()];
  if (reader === undefined) {
    throw new AppError(
      'invalid',
      `${file}: only a spreadsheet (.csv), a calendar (.ics) or a Markdown list (.md) can be read`,
      {
        help: 'save or export it as one of these',
      },
    );
  }
  const text = decodeForeignText(await readForeignFile(file));
  if (text === null)
    throw new AppError('invalid', `${file} is not a text file`, {
      help: 'a spreadsheet has to be saved as CSV',
    });
  return reader(text, zone);
}

function refuseUnknownTrack(track: string | null, { tracks }: Calendar): void {
  const ids = tracks.map(({ id }) => id);
  if (track === null || ids.includes(track)) return;
  const near = nearestName(track, ids);
  const help = near === null ? `tracks: ${ids.join(', ')}` : `did you mean ${near}?`;
  throw new AppError('not-found', `the calendar has no track "${track}"`, { help });
}

/** The author's text with the topics in it; read again, it must say what it said before and exactly the new topics. */
function extended({ file, text }: Examined, before: Calendar, plan: ImportPlan): string {
  const outcome = spliceImport(text, plan.topics, plan.tracks);
  const help = 'nothing was written; without --write the block is printed, to be added by hand';
  if (outcome.kind === 'refused') throw new AppError('invalid', outcome.reason, { help });
  const { calendar: after, diagnostics } = parseCalendar({ file, text: outcome.text });
  const faultsBefore = parseCalendar({ file, text }).diagnostics.filter(isError).length;
  const wanted = [...before.topics.map(({ id }) => id), ...plan.topics.map(({ id }) => id)];
  const asWanted = after !== null && after.topics.map(({ id }) => id).join() === wanted.join();
  const untouched =
    JSON.stringify(after?.topics.slice(0, before.topics.length)) ===
    JSON.stringify(withLinesOf(before, after));
  if (asWanted && untouched && diagnostics.filter(isError).length === faultsBefore) return outcome.text;
  throw new AppError('invalid', `the topics cannot be added to ${file} without changing what else it says`, {
    help,
  });
}

/** New tracks may push the topics down: only their line may differ. */
function withLinesOf(before: Calendar, after: Calendar | null): readonly unknown[] {
  return before.topics.map((topic, index) => ({ ...topic, line: after?.topics[index]?.line }));
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}
