import type { YAMLMap } from 'yaml';
import { never } from '../../../../core/errors.ts';
import type { Calendar, TopicId } from '../../calendar.ts';
import type { Edit } from '../../source.ts';
import type { CalendarEdit, Neighbour, NewTopic } from '../calendar-edit.ts';
import { addTopic } from './add-topic.ts';
import { moveItem } from './move-item.ts';
import { removePair, setPair } from './pairs.ts';
import { renameTopic } from './rename-topic.ts';
import { addSkip, removeSkip } from './skips.ts';
import { asSplices, type SourceText, type Splices, seqAt, topicAt } from './source-text.ts';

/**
 * Ways to make an edit in the text, the likeliest first; none where the file is written in a way we do not know. Whether
 * one comes to what was meant is for the caller to prove.
 */
export function spliceEdit(source: SourceText, calendar: Calendar, edit: CalendarEdit): Splices {
  return splices(source, calendar, edit).map((edits) =>
    edits.toSorted((one, other) => one.start - other.start || one.end - other.end),
  );
}

function splices(source: SourceText, calendar: Calendar, edit: CalendarEdit): Splices {
  switch (edit.kind) {
    case 'move':
      return move(source, edit.topic, edit.to);
    case 'pin':
      return inTopic(source, edit.topic, (map) => setPair(source, map, 'pin', edit.date, 'status'));
    case 'unpin':
      return inTopic(source, edit.topic, (map) => removePair(source, map, 'pin'));
    case 'skip':
      return asSplices(addSkip(source, calendar.cadence, edit.range));
    case 'unskip':
      return asSplices(removeSkip(source, calendar.cadence, edit.date));
    case 'status':
      return inTopic(source, edit.topic, (map) => setPair(source, map, 'status', edit.status, 'track'));
    case 'add':
      return add(source, edit.topic, edit.to);
    case 'rename':
      return inTopic(source, edit.topic, (map) => renameTopic(source, map, edit.topic, edit.id));
    default:
      return never(edit);
  }
}

function move(source: SourceText, id: TopicId, to: Neighbour): Splices {
  const topics = seqAt(source, source.root, 'topics');
  const topic = topicAt(source, id);
  const neighbour = topicAt(source, to.topic);
  if (topics === null || topic === null || neighbour === null) return [];
  return moveItem(source, topics, topic.index, { kind: to.kind, index: neighbour.index });
}

function add(source: SourceText, added: NewTopic, to: Neighbour | null): Splices {
  if (to === null) return addTopic(source, added, null);
  const neighbour = topicAt(source, to.topic);
  return neighbour === null ? [] : addTopic(source, added, { kind: to.kind, index: neighbour.index });
}

function inTopic(source: SourceText, id: TopicId, act: (map: YAMLMap) => readonly Edit[] | null): Splices {
  const topic = topicAt(source, id);
  return topic === null ? [] : asSplices(act(topic.map));
}
