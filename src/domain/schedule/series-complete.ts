import type { Calendar, TopicId } from '../calendar/calendar.ts';

/**
 * Whether a series has no part to come: as many are out as the calendar says it has, or, where it does not say, all that stand in it. A series that the
 * calendar does not know (any more) may still go on.
 * @param published every topic that ever came out
 */
export function isSeriesComplete(
  { series, topics }: Calendar,
  id: string,
  published: ReadonlySet<TopicId>,
): boolean {
  const known = series.find((one) => one.id === id);
  if (known === undefined) return false;
  const parts = topics.filter((topic) => topic.series === id && topic.part !== null);
  const out = parts.filter((topic) => published.has(topic.id) || topic.status === 'published');
  if (known.parts !== null) return new Set(out.map(({ part }) => part)).size >= known.parts;
  return parts.length > 0 && out.length === parts.length;
}
