import type { Instant } from '../core/clock.ts';
import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import { noContext } from '../domain/calendar/check-context.ts';
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
  readonly surroundings: Surroundings;
  /** The calendar, or the last one that could be read: half a word typed into the cadence must not end all completion. */
  readonly lastCalendar: Calendar | null;
}

/** What lies beside the calendar and is not looked up at every keystroke. */
export interface Surroundings {
  /** Ids of the topics whose post is written. */
  readonly bodies: ReadonlySet<string>;
  /** What is on record; null where nothing is. */
  readonly facts: ScheduleFacts | null;
}

/** Reads a text as the editor shows it now. `before` is the view of an earlier version; `read` may remember what it read. */
export function viewOf(
  uri: string,
  text: string,
  surroundings: Surroundings,
  before: View | null,
  read: ReadFile,
): View {
  const { bodies, facts } = surroundings;
  // Without the time: warnings of what lies ahead would plan the whole calendar anew at every keystroke.
  const context = { ...noContext, facts };
  const parsed = parseCalendar({ file: uri, text, hasBody: (id) => bodies.has(id), context, read });
  return {
    ...parsed,
    uri,
    text,
    positions: positionsIn(text),
    surroundings,
    lastCalendar: parsed.calendar ?? before?.lastCalendar ?? null,
  };
}

/** What planning needs, or null while there is no calendar to plan from. */
export function planInputOf(view: View, facts: ScheduleFacts, now: Instant): PlanInput | null {
  const { calendar, diagnostics } = view;
  if (calendar === null) return null;
  const hasBody = (id: TopicId) => view.surroundings.bodies.has(id);
  return { calendar, facts, now, readinessOf: readinessFrom({ calendar, diagnostics, hasBody, facts }) };
}
