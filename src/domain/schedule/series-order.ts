import type { Topic } from '../calendar/calendar.ts';

/** Who may come next in each series, while topics are placed one after another. */
export interface SeriesOrder {
  /** The earliest unpublished part before this topic's own; null when none stands in its way. */
  predecessorOf(topic: Topic): Topic | null;
  /** Notes that the topic has come out; returns the topics it stood before that have none before them now. */
  place(topic: Topic): readonly Topic[];
  /** The next parts of the contiguous series that have begun and not ended: nothing else may come between. */
  runningParts(): readonly Topic[];
}

interface Line {
  /** Unpublished parts, lowest last, so that the next one is popped. */
  readonly left: Topic[];
  begun: boolean;
}

/**
 * Strict order by part: a part waits for every lower one, a parked one included. Topics without a part, or in no
 * series, wait for nobody. A parked next part ends the run of a contiguous series: it is out of the plan, and would
 * otherwise hold the blog for ever.
 */
export function seriesOrder(
  topics: readonly Topic[],
  contiguous: ReadonlySet<string>,
  isPublished: (topic: Topic) => boolean,
): SeriesOrder {
  const lines = linesOf(topics, isPublished);
  const running = new Map<string, Topic>();
  for (const series of contiguous) noteRun(running, series, lines.get(series));

  return {
    predecessorOf(topic) {
      const first = lineOf(lines, topic)?.left.at(-1);
      return first !== undefined && partOf(first) < partOf(topic) ? first : null;
    },
    place(topic) {
      const line = lineOf(lines, topic);
      if (line === undefined || topic.series === null) return [];
      const before = line.left.at(-1);
      remove(line, topic);
      if (contiguous.has(topic.series)) noteRun(running, topic.series, line);
      const next = line.left.at(-1);
      const freed = next !== undefined && before !== undefined && partOf(next) > partOf(before);
      return freed ? withSamePart(line, next) : [];
    },
    runningParts: () => [...running.values()],
  };
}

function linesOf(topics: readonly Topic[], isPublished: (topic: Topic) => boolean): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const topic of topics) {
    if (topic.series === null || topic.part === null) continue;
    const line = lines.get(topic.series) ?? { left: [], begun: false };
    lines.set(topic.series, line);
    if (isPublished(topic)) line.begun = true;
    else line.left.push(topic);
  }
  for (const line of lines.values()) line.left.reverse().sort((a, b) => partOf(b) - partOf(a));
  return lines;
}

function noteRun(running: Map<string, Topic>, series: string, line: Line | undefined): void {
  const next = line?.left.at(-1);
  if (line?.begun && next !== undefined && next.status !== 'parked') running.set(series, next);
  else running.delete(series);
}

function lineOf(lines: ReadonlyMap<string, Line>, topic: Topic): Line | undefined {
  return topic.series === null || topic.part === null ? undefined : lines.get(topic.series);
}

function remove(line: Line, topic: Topic): void {
  const at = line.left.lastIndexOf(topic);
  if (at >= 0) line.left.splice(at, 1);
  line.begun = true;
}

/** More than one only while the file numbers two parts alike, which is an error of its own. */
function withSamePart(line: Line, next: Topic): Topic[] {
  return line.left.slice(line.left.findLastIndex((topic) => partOf(topic) > partOf(next)) + 1);
}

function partOf(topic: Topic): number {
  return topic.part ?? 0;
}
