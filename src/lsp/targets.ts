import type { TopicEntry } from '../domain/calendar/entries.ts';
import type { Entry } from '../domain/calendar/shape/kind.ts';
import type { Span } from '../domain/calendar/source.ts';
import type { View } from './view.ts';

/** What the cursor is on. `span` is the text that names it. */
export type Target =
  /** Somewhere in a topic; `onId`: on the id that the topic gives itself. */
  | { readonly kind: 'topic'; readonly entry: TopicEntry; readonly onId: boolean; readonly span: Span }
  /** The name of something that is defined elsewhere in the file. */
  | {
      readonly kind: 'name';
      readonly of: 'topic' | 'track' | 'series';
      readonly name: string;
      readonly span: Span;
    };

/** Names come before the topic they stand in; null where there is neither. */
export function targetAt(view: View, offset: number): Target | null {
  if (view.outline === null) return null;
  const entry = topicAt(view, offset);
  if (entry !== null) return nameInTopic(entry, offset) ?? wholeTopic(view, entry, offset);
  for (const track of view.outline.file.tracks?.value ?? []) {
    for (const item of track.value?.start_here?.value ?? []) {
      if (item.value !== null && covers(item.span, offset)) {
        return { kind: 'name', of: 'topic', name: item.value, span: item.span };
      }
    }
  }
  return null;
}

/** The topic whose lines the offset lies on; the comments above a topic are not yet it. */
export function topicAt(view: View, offset: number): TopicEntry | null {
  const topics = view.outline?.topics ?? [];
  const startOf = (entry: TopicEntry) => view.positions.lineStart(entry.line - 1);
  const entry = topics.findLast((topic) => startOf(topic) <= offset);
  return entry !== undefined && offset <= entry.span.end ? entry : null;
}

function nameInTopic({ fields }: TopicEntry, offset: number): Target | null {
  for (const of of ['track', 'series'] as const) {
    const named = fields?.[of];
    if (named?.value && covers(named.span, offset)) {
      return { kind: 'name', of, name: named.value, span: named.span };
    }
  }
  return null;
}

function wholeTopic({ positions }: View, entry: TopicEntry, offset: number): Target {
  const { typedId } = entry;
  const onId = typedId !== null && covers(typedId.span, offset);
  const start = positions.lineStart(entry.line - 1);
  return { kind: 'topic', entry, onId, span: onId ? typedId.span : { start, end: entry.span.end } };
}

function covers({ start, end }: Entry<unknown>['span'], offset: number): boolean {
  return start <= offset && offset <= end;
}
