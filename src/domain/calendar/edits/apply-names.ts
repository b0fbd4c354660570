import { nearestName } from '../../../core/nearest-name.ts';
import type { Calendar, Topic, TopicId } from '../calendar.ts';
import { type Applied, refusedUnknown, unchanged } from './applied.ts';
import type { Neighbour, NewTopic } from './calendar-edit.ts';

export function applyAdd(calendar: Calendar, added: NewTopic, to: Neighbour | null): Applied {
  const refusal =
    takenName(calendar, added.id, null) ?? unknownTrack(calendar, added.track) ?? badTitle(added.title);
  if (refusal !== null) return refusal;
  const neighbour =
    to === null ? calendar.topics.length - 1 : calendar.topics.findIndex((each) => each.id === to.topic);
  if (to !== null && neighbour === -1) return refusedUnknown(calendar, to.topic);
  const at = to?.kind === 'before' ? neighbour : neighbour + 1;
  return {
    kind: 'applied',
    calendar: { ...calendar, topics: calendar.topics.toSpliced(at, 0, topicOf(added)) },
  };
}

/** The id changes, the old one becomes an alias, and the reading orders follow. */
export function applyRename(calendar: Calendar, id: TopicId, renamed: TopicId): Applied {
  const topic = calendar.topics.find((each) => each.id === id);
  if (topic === undefined) return refusedUnknown(calendar, id);
  if (renamed === id) return unchanged;
  const refusal = takenName(calendar, renamed, topic);
  if (refusal !== null) return refusal;
  const follow = (each: TopicId) => (each === id ? renamed : each);
  const topics = calendar.topics.map((each) =>
    each === topic ? { ...topic, id: renamed, aliases: aliasesAfter(topic, renamed) } : each,
  );
  const tracks = calendar.tracks.map((track) => ({ ...track, startHere: track.startHere.map(follow) }));
  return { kind: 'applied', calendar: { ...calendar, topics, tracks } };
}

/** Back to an earlier name: the two change places, as a topic is no alias of itself. */
function aliasesAfter({ id, aliases }: Topic, renamed: TopicId): readonly TopicId[] {
  if (aliases.includes(renamed)) return aliases.map((alias) => (alias === renamed ? id : alias));
  return aliases.includes(id) ? aliases : [...aliases, id];
}

function takenName({ topics }: Calendar, id: TopicId, own: Topic | null): Applied | null {
  const taken = topics.find((topic) => topic !== own && (topic.id === id || topic.aliases.includes(id)));
  if (taken === undefined) return null;
  const reason =
    taken.id === id ? `there is a topic \`${id}\` already` : `\`${id}\` is an alias of \`${taken.id}\``;
  return { kind: 'refused', reason, help: 'choose another id' };
}

function unknownTrack({ tracks }: Calendar, id: string): Applied | null {
  const known = tracks.map((track) => track.id);
  if (known.includes(id)) return null;
  const nearest = nearestName(id, known);
  const allowed = `the tracks are ${known.join(', ')}`;
  return {
    kind: 'refused',
    reason: `there is no track \`${id}\``,
    help: nearest === null ? allowed : `did you mean \`${nearest}\`? ${allowed}`,
  };
}

function badTitle(title: string): Applied | null {
  if (title.trim() !== '' && !/\p{Cc}/u.test(title)) return null;
  return { kind: 'refused', reason: 'a title is one line of text', help: null };
}

function topicOf({ id, title, track, status }: NewTopic): Topic {
  return {
    id,
    title,
    track,
    series: null,
    part: null,
    status,
    summary: '',
    pin: null,
    notBefore: null,
    tags: [],
    public: true,
    aliases: [],
    published: null,
    url: null,
    line: 0,
  };
}
