import type { Calendar, Topic, TopicId } from '../calendar/calendar.ts';

/**
 * Whether a series has no part to come: as many are out as the calendar says it has, or, where it does not say, all that stand in it. A series that the
 * calendar does not know (any more) may still go on.
 * @param out every topic that ever came out here, or is kept here from before
 */
export function isSeriesComplete(calendar: Calendar, id: string, out: ReadonlySet<TopicId>): boolean {
  const known = calendar.series.find((one) => one.id === id);
  if (known === undefined) return false;
  const parts = partsOf(calendar, id);
  const done = parts.filter((topic) => isElsewhere(topic) || isOut(topic, out));
  if (known.parts !== null) return new Set(done.map(({ part }) => part)).size >= known.parts;
  return parts.length > 0 && done.length === parts.length;
}

/**
 * The lowest part of a series that cannot be mailed yet, as it is not out, or came out before Fortnight and its words are not here: the parts after it
 * wait. What is to be read elsewhere for good, by its `url`, is passed over. Null when there is no such part.
 * @param out as above
 */
export function missingPart(
  calendar: Calendar,
  id: string,
  out: ReadonlySet<TopicId>,
): (Topic & { readonly part: number }) | null {
  const missing = partsOf(calendar, id).filter((topic) => !isElsewhere(topic) && !isOut(topic, out));
  return missing.toSorted((a, b) => a.part - b.part).at(0) ?? null;
}

function partsOf({ topics }: Calendar, series: string): readonly (Topic & { readonly part: number })[] {
  return topics.flatMap((topic) =>
    topic.series === series && topic.part !== null ? [{ ...topic, part: topic.part }] : [],
  );
}

/** Under its name, or one that it had. */
function isOut({ id, aliases }: Topic, out: ReadonlySet<TopicId>): boolean {
  return out.has(id) || aliases.some((alias) => out.has(alias));
}

function isElsewhere({ status, published, url }: Topic): boolean {
  return (status === 'published' || published !== null) && url !== null;
}
