import type { Instant } from '../core/clock.ts';
import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import type { ParsedCalendar } from '../domain/calendar/parse.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import type { ReadFile } from '../domain/calendar/read-file.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import type { PlanInput } from '../domain/schedule/plan.ts';
import { readinessFrom } from '../domain/schedule/readiness.ts';
import { type Positions, positionsIn } from './positions.ts';

/** One version of the calendar in an editor, read and checked: what every answer to the editor is made from. */
export interface View extends ParsedCalendar {
  readonly uri: string;
  readonly text: string;
  readonly positions: Positions;
  readonly bodies: ReadonlySet<string>;
  /** The calendar, or the last one that could be read: half a word typed into the cadence must not end all completion. */
  readonly lastCalendar: Calendar | null;
}

/** Reads a text as the editor shows it now. `before` is the view of an earlier version; `read` may remember what it read. */
export function viewOf(
  uri: string,
  text: string,
  bodies: ReadonlySet<string>,
  before: View | null,
  read: ReadFile,
): View {
  const parsed = parseCalendar({ file: uri, text, hasBody: (id) => bodies.has(id), read });
  return {
    ...parsed,
    uri,
    text,
    positions: positionsIn(text),
    bodies,
    lastCalendar: parsed.calendar ?? before?.lastCalendar ?? null,
  };
}

/** What planning needs, or null while there is no calendar to plan from. */
export function planInputOf(view: View, facts: ScheduleFacts, now: Instant): PlanInput | null {
  const { calendar, diagnostics } = view;
  if (calendar === null) return null;
  const hasBody = (id: TopicId) => view.bodies.has(id);
  return { calendar, facts, now, readinessOf: readinessFrom({ calendar, diagnostics, hasBody, facts }) };
}
