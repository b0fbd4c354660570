import { nearestName } from '../../core/nearest-name.ts';
import type { TopicFields } from './schema.ts';

export interface PlaceInSeries {
  readonly series: string | null;
  readonly part: number | null;
}

/**
 * The series and part of each topic, in file order. A topic that is wrong about one of them gets the one it most likely
 * means, and is reported elsewhere: left out of its series, it would free the parts after it.
 */
export function placesInSeries(
  topics: readonly (TopicFields | null)[],
  known: readonly string[],
): readonly PlaceInSeries[] {
  const named = topics.map((fields) => seriesNamed(fields, known));
  const parts = topics.map((fields) => fields?.part?.value ?? null);
  const highest = new Map<string, number>();
  return topics.map((_, index) => {
    const typedPart = parts[index] ?? null;
    const series = named[index] ?? (typedPart === null ? null : seriesAround(named, parts, index, typedPart));
    if (series === null) return { series, part: typedPart };
    const part = typedPart ?? (highest.get(series) ?? 0) + 1;
    highest.set(series, Math.max(part, highest.get(series) ?? 0));
    return { series, part };
  });
}

function seriesNamed(fields: TopicFields | null, known: readonly string[]): string | null {
  const typed = fields?.series?.value ?? null;
  return typed === null || known.includes(typed) ? typed : (nearestName(typed, known) ?? typed);
}

/** The series of the nearest topic before it with the part before, or else after it with the part after. */
function seriesAround(
  named: readonly (string | null)[],
  parts: readonly (number | null)[],
  index: number,
  part: number,
): string | null {
  for (let at = index - 1; at >= 0; at--) if (parts[at] === part - 1 && named[at]) return named[at] ?? null;
  for (let at = index + 1; at < named.length; at++)
    if (parts[at] === part + 1 && named[at]) return named[at] ?? null;
  return null;
}
