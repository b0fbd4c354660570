import type { Diagnostic } from '../../core/diagnostics.ts';
import type { Calendar, Topic, TopicId } from '../calendar/calendar.ts';
import { noFacts, type ReadinessOf, type ScheduleFacts } from './facts.ts';
import { publishedTest } from './queue.ts';

export interface ReadinessInput {
  readonly calendar: Calendar;
  readonly diagnostics: readonly Diagnostic[];
  readonly hasBody: (id: TopicId) => boolean;
  /** So that a fault in a part that is out already holds up nobody. */
  readonly facts?: ScheduleFacts;
}

/**
 * Answers whether a topic could be published now: its status is `ready`, its body is there, and no fault blocks it or
 * an earlier unpublished part of its series (calendar spec, section 2). Otherwise `missing` lists all that is in the way.
 */
export function readinessFrom(input: ReadinessInput): ReadinessOf {
  const faults = blockingFaults(input.diagnostics);
  const earlier = earlierFaultyParts(input, faults);
  const topics = new Map(input.calendar.topics.map((topic) => [topic.id, topic]));
  return (id) => {
    const topic = topics.get(id);
    const missing =
      topic === undefined
        ? ['it is not in the calendar']
        : [...lacks(topic, input.hasBody(id), faults.get(id) ?? []), ...(earlier.get(id) ?? [])];
    return missing.length === 0 ? { ready: true } : { ready: false, missing: missing.join('; ') };
  };
}

function blockingFaults(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  const faults = new Map<string, Diagnostic[]>();
  for (const fault of diagnostics) {
    if (fault.blocks !== 'topic' || fault.topic === undefined) continue;
    const known = faults.get(fault.topic);
    if (known === undefined) faults.set(fault.topic, [fault]);
    else known.push(fault);
  }
  return faults;
}

/** For each part of a series, the words about the first faulty part before it. */
function earlierFaultyParts(
  input: ReadinessInput,
  faults: ReadonlyMap<string, Diagnostic[]>,
): Map<TopicId, string[]> {
  const isPublished = publishedTest(input.facts ?? noFacts);
  const parts = input.calendar.topics.filter((topic) => topic.series !== null && topic.part !== null);
  const firstFaulty = new Map<string | null, Topic>();
  const words = new Map<TopicId, string[]>();
  for (const topic of parts.toSorted((a, b) => (a.part ?? 0) - (b.part ?? 0))) {
    const faulty = firstFaulty.get(topic.series);
    if (faulty !== undefined && faulty.part !== topic.part) {
      words.set(topic.id, [`${faulty.id}, an earlier part, has ${codesOf(faults.get(faulty.id) ?? [])}`]);
    }
    const isFirst = faulty === undefined && faults.has(topic.id) && !isPublished(topic);
    if (isFirst) firstFaulty.set(topic.series, topic);
  }
  return words;
}

function codesOf(faults: readonly Diagnostic[]): string {
  return [...new Set(faults.map((fault) => fault.code))].join(', ');
}

function lacks(topic: Topic, hasBody: boolean, faults: readonly Diagnostic[]): string[] {
  const status = topic.status === 'ready' ? [] : [`status is ${topic.status}`];
  const body = hasBody ? [] : [`posts/${topic.id}.md is missing`];
  // E401 says in the file's words what the line above says already.
  const told = faults.filter((fault) => hasBody || fault.code !== 'E401');
  return [...status, ...body, ...told.map((fault) => `${fault.code}: ${fault.message}`)];
}
