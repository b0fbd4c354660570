import { never } from '../../../core/errors.ts';
import type { Calendar, Topic, TopicId } from '../calendar.ts';
import { type Applied, refusedUnknown, unchanged, withTopic } from './applied.ts';
import { applyPin, applySkip, applyUnskip } from './apply-dates.ts';
import { applyAdd, applyRename } from './apply-names.ts';
import type { CalendarEdit, Neighbour } from './calendar-edit.ts';

/**
 * What a calendar says after an edit: the edit of the text must come to the same, and a what-if plans from it. Pure.
 * Refuses what the author cannot mean, such as a topic that does not exist or a pin on a day without a slot.
 */
export function applyEdit(calendar: Calendar, edit: CalendarEdit): Applied {
  switch (edit.kind) {
    case 'move':
      return applyMove(calendar, edit.topic, edit.to);
    case 'pin':
      return applyPin(calendar, edit.topic, edit.date);
    case 'unpin':
      return withTopic(calendar, edit.topic, (topic) =>
        topic.pin === null ? topic : { ...topic, pin: null },
      );
    case 'skip':
      return applySkip(calendar, edit.range);
    case 'unskip':
      return applyUnskip(calendar, edit.date);
    case 'status':
      return applyStatus(calendar, edit.topic, edit.status);
    case 'add':
      return applyAdd(calendar, edit.topic, edit.to);
    case 'rename':
      return applyRename(calendar, edit.topic, edit.id);
    default:
      return never(edit);
  }
}

function applyMove(calendar: Calendar, id: TopicId, to: Neighbour): Applied {
  const topic = calendar.topics.find((each) => each.id === id);
  if (topic === undefined) return refusedUnknown(calendar, id);
  if (to.topic === id) {
    return { kind: 'refused', reason: `${id} cannot be moved ${to.kind} itself`, help: 'name another topic' };
  }
  const rest = calendar.topics.filter((each) => each !== topic);
  const at = rest.findIndex((each) => each.id === to.topic);
  if (at === -1) return refusedUnknown(calendar, to.topic);
  const topics = rest.toSpliced(to.kind === 'before' ? at : at + 1, 0, topic);
  const same = topics.every((each, index) => each === calendar.topics[index]);
  return same ? unchanged : { kind: 'applied', calendar: { ...calendar, topics } };
}

function applyStatus(calendar: Calendar, id: TopicId, status: Topic['status']): Applied {
  const topic = calendar.topics.find((each) => each.id === id);
  if (topic?.status === 'published') {
    return {
      kind: 'refused',
      reason: `${id} came out before this calendar began: its status stays \`published\``,
      help: null,
    };
  }
  return withTopic(calendar, id, (each) => (each.status === status ? each : { ...each, status }));
}
