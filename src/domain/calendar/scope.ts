import type { TopicId } from './calendar.ts';
import type { TopicEntry } from './entries.ts';
import type { CalendarFile } from './schema.ts';
import type { Span } from './source.ts';

/** What an error in some place holds up. */
export type Scope =
  | { readonly blocks: 'file' }
  | { readonly blocks: 'topic'; readonly topic: TopicId }
  | { readonly blocks: 'none' };

/**
 * The smallest thing an error at an offset must hold up: inside a topic that topic, inside `tracks` or `series` nothing
 * (only pages are the worse for it), anywhere else the file: a wrong cadence, sender or approval must not act.
 */
export function scopeFinder(
  file: CalendarFile | null,
  topics: readonly TopicEntry[],
): (offset: number) => Scope {
  const decorative = [file?.tracks, file?.series].flatMap((entry) => entry ?? []);
  return (offset) => {
    const topic = topicAt(topics, offset);
    if (topic !== null) return { blocks: 'topic', topic: topic.id };
    return { blocks: decorative.some((entry) => covers(entry.span, offset)) ? 'none' : 'file' };
  };
}

function topicAt(topics: readonly TopicEntry[], offset: number): TopicEntry | null {
  let low = 0;
  let high = topics.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((topics[middle]?.span.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const topic = topics[low];
  return topic !== undefined && covers(topic.span, offset) ? topic : null;
}

/** The end counts: a fault of syntax may stand just behind the last character. */
function covers(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
