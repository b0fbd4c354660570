import { examineRevision } from '../../app/examine-revision.ts';
import { AppError } from '../../core/errors.ts';
import type { CalendarEdit } from '../../domain/calendar/edits/calendar-edit.ts';
import { readEdit } from '../../domain/calendar/edits/edit-words.ts';
import type { PlanInput } from '../../domain/schedule/plan.ts';
import { runway } from '../../domain/schedule/runway.ts';
import { type DateChange, hasMoved, type Shift, shiftsBetween } from '../../domain/schedule/shifts.ts';
import { whatIf } from '../../domain/schedule/what-if.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { planInput, runwayAsJson, runwayWords, shownDate } from '../planning.ts';
import { type Column, renderTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** `fortnight plan --if EDIT…`: which dates would move. */
export async function planIf(
  environment: Environment,
  edits: readonly string[],
  json: boolean,
): Promise<ExitCode> {
  const before = await planInput(environment);
  const outcome = whatIf(before, edits.map(editIn));
  if (outcome.kind === 'refused') {
    const { reason, help } = outcome.refusal;
    throw new AppError('refused', `--if "${edits[outcome.at]}": ${reason}`, help === null ? {} : { help });
  }
  print(environment.terminal, before, outcome.input, json);
  return 0;
}

/** `fortnight plan --diff REV` or `A..B`: which dates a change of the file has moved. */
export async function planDiff(
  environment: Environment,
  revisions: string,
  json: boolean,
): Promise<ExitCode> {
  const current = await planInput(environment);
  const [from = '', to = ''] = revisions.split('..');
  const at = async (revision: string): Promise<PlanInput> => ({
    ...current,
    ...(await examineRevision(environment.workspace(), revision, current.facts)),
  });
  print(environment.terminal, await at(from), to === '' ? current : await at(to), json);
  return 0;
}

function editIn(words: string): CalendarEdit {
  const read = readEdit(words);
  if (read.kind === 'edit') return read.edit;
  const found = read.word === '' ? 'something is missing at the end' : `"${read.word}" is not understood`;
  throw new AppError('invalid', `--if "${words}": ${found}`, { help: `allowed here: ${read.allowed}` });
}

function print(terminal: Terminal, before: PlanInput, after: PlanInput, json: boolean): void {
  const shifts = shiftsBetween(before, after);
  const [old, fresh] = [runway(before), runway(after)];
  if (json) {
    const change = { before: runwayAsJson(old), after: runwayAsJson(fresh) };
    terminal.out(JSON.stringify({ version: 1, moved: shifts, runway: change }, null, 2));
    return;
  }
  if (shifts.length === 0) terminal.out('nothing moves');
  else terminal.out(renderTable(shifts, columnsFor(shifts), terminal.paint, terminal.columns));
  terminal.out('');
  const [was, is] = [runwayWords(old, terminal.paint), runwayWords(fresh, terminal.paint)];
  terminal.out(was === is ? `${is}, as before` : `before  ${was}\nafter   ${is}`);
}

/** What is ready now has a column only if something moves in it. */
function columnsFor(shifts: readonly Shift[]): Column<Shift>[] {
  const committed: Column<Shift> = { title: 'As things stand', cell: (shift) => dates(shift.committed) };
  return [
    { title: 'Topic', cell: ({ topic }) => topic, tone: () => 'strong' },
    { title: 'Planned', cell: (shift) => dates(shift.planned) },
    ...(shifts.some((shift) => hasMoved(shift.committed)) ? [committed] : []),
    { title: 'Title', cell: ({ title }) => title, tone: () => 'muted', flexible: true },
  ];
}

function dates(change: DateChange): string {
  const [before, after] = [change.before, change.after].map((date) =>
    date === null ? 'no date' : shownDate(date),
  );
  return hasMoved(change) ? `${before} -> ${after}` : (after ?? '');
}
