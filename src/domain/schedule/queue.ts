import type { Calendar, SlotDate, Topic, TopicId } from '../calendar/calendar.ts';
import type { ScheduleFacts } from './facts.ts';

/** Whether a topic has come out: recorded here, or declared in the file as older than Fortnight. */
export function publishedTest(facts: ScheduleFacts): (topic: Topic) => boolean {
  const recorded = new Set<TopicId>(facts.publications.map((publication) => publication.topic));
  // A renamed post is the same post: readers have had it under the name it kept as an alias.
  return ({ id, aliases, status, published }) =>
    status === 'published' ||
    published !== null ||
    recorded.has(id) ||
    aliases.some((alias) => recorded.has(alias));
}

/** Topics still to come, in file order. Parked ones are out of the plan, their pins included. */
export function waitingTopics(calendar: Calendar, facts: ScheduleFacts): Topic[] {
  const isPublished = publishedTest(facts);
  return calendar.topics.filter((topic) => topic.status !== 'parked' && !isPublished(topic));
}

/** The topic each date is promised to. Of two pins on one date the first in the file holds. */
export function pinsOf(waiting: readonly Topic[]): Map<SlotDate, Topic> {
  const pins = new Map<SlotDate, Topic>();
  for (const topic of waiting) if (topic.pin !== null && !pins.has(topic.pin)) pins.set(topic.pin, topic);
  return pins;
}
