import type { Diagnostic } from '../../../core/diagnostics.ts';
import type { Calendar, Topic } from '../calendar.ts';

/** Whether two calendars say the same, wherever in the file their topics stand. */
export function sayTheSame(one: Calendar, other: Calendar): boolean {
  return canonical(one) === canonical(other);
}

/** The errors that were not there before. Moving a faulty topic moves its faults, which makes them no new ones. */
export function newErrors(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
): readonly Diagnostic[] {
  const known = new Map<string, number>();
  for (const error of before) known.set(nameOf(error), (known.get(nameOf(error)) ?? 0) + 1);
  return after.filter((error) => {
    const left = known.get(nameOf(error)) ?? 0;
    known.set(nameOf(error), left - 1);
    return error.severity === 'error' && left <= 0;
  });
}

function nameOf({ code, message, topic = '' }: Diagnostic): string {
  return `${code} ${message} ${isStandIn(topic) ? '' : topic}`;
}

function canonical(calendar: Calendar): string {
  return JSON.stringify({ ...calendar, topics: calendar.topics.map(withoutLine) });
}

/** A topic without a valid id is called after its line, which an edit above it changes. */
function withoutLine({ id, line, ...topic }: Topic) {
  return [id === `line-${line}` ? null : id, Object.entries(topic).toSorted(([a], [b]) => (a < b ? -1 : 1))];
}

function isStandIn(id: string): boolean {
  return /^line-\d+$/.test(id);
}
