import { nearestName } from '../../../core/nearest-name.ts';
import type { Calendar, Topic, TopicId } from '../calendar.ts';
import type { EditOutcome } from './calendar-edit.ts';

/** The outcome of an edit on the parsed calendar, before any text is touched. */
export type Applied =
  | { readonly kind: 'applied'; readonly calendar: Calendar }
  | Extract<EditOutcome, { readonly kind: 'unchanged' | 'refused' }>;

export const unchanged: Applied = { kind: 'unchanged' };

/** The calendar with one topic changed; unchanged when `change` gives the same topic back. */
export function withTopic(calendar: Calendar, id: TopicId, change: (topic: Topic) => Topic): Applied {
  const at = calendar.topics.findIndex((topic) => topic.id === id);
  const topic = calendar.topics[at];
  if (topic === undefined) return refusedUnknown(calendar, id);
  const changed = change(topic);
  if (changed === topic) return unchanged;
  return { kind: 'applied', calendar: { ...calendar, topics: calendar.topics.with(at, changed) } };
}

export function refusedUnknown(calendar: Calendar, id: string): Applied {
  const known = calendar.topics.map((topic) => topic.id);
  const nearest = nearestName(id, known);
  return {
    kind: 'refused',
    reason: `the calendar has no topic \`${id}\``,
    help: nearest === null ? '`fortnight plan` lists the topics' : `did you mean \`${nearest}\`?`,
  };
}
