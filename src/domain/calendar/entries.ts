import type { TopicId } from './calendar.ts';
import type { CalendarFile, TopicFields } from './schema.ts';
import { placesInSeries } from './series-places.ts';
import type { Entry } from './shape/kind.ts';
import type { Span } from './source.ts';

/** One item of `topics:`, as far as it could be read. */
export interface TopicEntry {
  /**
   * Its id, or `line-61` when it has none that is valid: an entry with a fault must keep its place in the queue and in
   * its series, or the next part could come out before it.
   */
  readonly id: TopicId;
  /** The id as typed, valid or not. */
  readonly typedId: Entry<string> | null;
  /** Null when it is no group of keys at all. */
  readonly fields: TopicFields | null;
  /** Its series and part; where the file is wrong about them, those it most likely means. */
  readonly series: string | null;
  readonly part: number | null;
  /** From behind the topic before it to its own end: its dash and the comments above it are its own. */
  readonly span: Span;
  /** From 1. */
  readonly line: number;
}

export function topicEntries(file: CalendarFile, lineOf: (offset: number) => number): readonly TopicEntry[] {
  const items = file.topics?.value ?? [];
  const series = (file.series?.value ?? []).map((each) => each.id);
  const places = placesInSeries(
    items.map((item) => item.value),
    series,
  );
  return items.map((item, index) => {
    const line = lineOf(item.span.start);
    const typedId = item.value?.id ?? null;
    const id = topicIdOf(typedId?.value ?? '') ?? standIn(line);
    const { series = null, part = null } = places[index] ?? {};
    const before = items[index - 1]?.span.end;
    const start = before === undefined ? (file.topics?.span.start ?? 0) : before + 1;
    const span = { start: Math.min(start, item.span.start), end: item.span.end };
    return { id, typedId, fields: item.value, series, part, span, line };
  });
}

/** A slug: lower-case letters, digits and single hyphens, at most 80 characters. Null when it is none. */
export function topicIdOf(text: string): TopicId | null {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 80 ? (text as TopicId) : null;
}

function standIn(line: number): TopicId {
  return `line-${line}` as TopicId;
}
