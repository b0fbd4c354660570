import { AppError } from '../core/errors.ts';
import { type DiffLine, unifiedDiff } from '../core/unified-diff.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import type { CalendarEdit } from '../domain/calendar/edits/calendar-edit.ts';
import { editCalendar } from '../domain/calendar/edits/edit-calendar.ts';
import { newErrors } from '../domain/calendar/edits/proof.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import { publishedTest } from '../domain/schedule/queue.ts';
import { closedThrough } from '../domain/schedule/watermark.ts';
import { listBodies } from '../workspace/author-files.ts';
import { movePost, refusePostClash } from '../workspace/move-post.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { writeEdit } from '../workspace/write-edit.ts';
import { type Examined, examine, usableCalendar } from './examine.ts';

export interface EditedFile {
  /** As it is called in messages. */
  readonly file: string;
  /** Empty when the file says so already. */
  readonly diff: readonly DiffLine[];
  /** What else the author should know, a sentence each without a full stop. */
  readonly notes: readonly string[];
}

/**
 * Makes one change in the author's calendar and, with a rename, moves the post along. With `dryRun` only says what would
 * change. @throws AppError `refused` with the reason, `conflict` when the file changed meanwhile
 */
export async function editCalendarFile(
  workspace: Workspace,
  edit: CalendarEdit,
  facts: ScheduleFacts,
  options: { readonly dryRun: boolean; readonly now: number },
): Promise<EditedFile> {
  const examined = await examine(workspace, facts);
  const { file, text } = examined;
  const calendar = usableCalendar(examined);
  refuseAgainstFacts(edit, calendar, facts, options.now);
  const outcome = editCalendar(text, edit);
  if (outcome.kind === 'refused') throw refusal(outcome.reason, outcome.help);
  if (outcome.kind === 'unchanged') return { file, diff: [], notes: [] };
  if (edit.kind === 'rename') await refusePostClash(workspace, edit.topic, edit.id);
  const notes = [
    ...notesOnFacts(edit, calendar, facts),
    ...(await notesOnFaults(workspace, examined, outcome.text, edit)),
  ];
  if (!options.dryRun) await write(workspace, text, outcome.text, edit);
  return { file, diff: unifiedDiff(file, text, outcome.text), notes };
}

/** What has happened stands, whatever the file says. */
function refuseAgainstFacts(edit: CalendarEdit, calendar: Calendar, facts: ScheduleFacts, now: number): void {
  if (edit.kind === 'rename' && isRecorded(edit.topic, facts)) {
    throw refusal(`${edit.topic} is published: the address of its page and its mail may not change`, null);
  }
  if (edit.kind !== 'pin') return;
  if (isOut(edit.topic, calendar, facts)) throw refusal(`${edit.topic} is out already`, null);
  const closed = closedThrough(facts);
  const today = wallClock(now, calendar.cadence.zone).date;
  if ((closed !== null && edit.date <= closed) || edit.date < today) {
    throw refusal(`${edit.date} is over`, 'pin to a publishing day to come: `fortnight plan` lists them');
  }
}

function notesOnFacts(edit: CalendarEdit, calendar: Calendar, facts: ScheduleFacts): readonly string[] {
  const hasNoEffect = (edit.kind === 'move' || edit.kind === 'status') && isOut(edit.topic, calendar, facts);
  return hasNoEffect ? [`${edit.topic} is out already: this has no effect on the plan`] : [];
}

/** Faults that only show beside the posts, such as a topic that is ready and not written. */
async function notesOnFaults(
  workspace: Workspace,
  { file, diagnostics }: Examined,
  edited: string,
  edit: CalendarEdit,
): Promise<readonly string[]> {
  const bodies = await listBodies(workspace);
  const hasBody = (id: string) => bodies.has(edit.kind === 'rename' && id === edit.id ? edit.topic : id);
  const after = parseCalendar({ file, text: edited, hasBody });
  return newErrors(diagnostics, after.diagnostics).map(({ code, message }) => `${code}: ${message}`);
}

async function write(workspace: Workspace, read: string, edited: string, edit: CalendarEdit): Promise<void> {
  await writeEdit(workspace.calendarFile, read, edited);
  if (edit.kind === 'rename') await movePost(workspace, edit.topic, edit.id);
}

function isOut(id: TopicId, { topics }: Calendar, facts: ScheduleFacts): boolean {
  const topic = topics.find((each) => each.id === id);
  return topic !== undefined && publishedTest(facts)(topic);
}

function isRecorded(id: TopicId, { publications }: ScheduleFacts): boolean {
  return publications.some(({ topic }) => topic === id);
}

function refusal(reason: string, help: string | null): AppError {
  return new AppError('refused', reason, help === null ? {} : { help });
}
