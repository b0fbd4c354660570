import { AppError } from '../core/errors.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import type { ReadinessOf, ScheduleFacts } from '../domain/schedule/facts.ts';
import { readinessFrom } from '../domain/schedule/readiness.ts';
import { readRevision } from '../workspace/revisions.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface ExaminedRevision {
  readonly calendar: Calendar;
  readonly readinessOf: ReadinessOf;
}

/** The calendar of a git revision, with the posts that were there. @throws AppError when there is none to plan from */
export async function examineRevision(
  workspace: Workspace,
  revision: string,
  facts: ScheduleFacts,
): Promise<ExaminedRevision> {
  const { text, bodies } = await readRevision(workspace, revision);
  if (text === null) throw new AppError('not-found', `there is no calendar in ${revision}`);
  const hasBody = (id: string) => bodies.has(id);
  const { calendar, diagnostics } = parseCalendar({ file: `${revision}:calendar.yaml`, text, hasBody });
  if (calendar === null)
    throw new AppError('invalid', `the calendar in ${revision} cannot be read as a calendar`);
  return { calendar, readinessOf: readinessFrom({ calendar, diagnostics, hasBody, facts }) };
}
