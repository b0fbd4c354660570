import { AppError } from '../core/errors.ts';
import { nearestName } from '../core/nearest-name.ts';
import type { Calendar, Topic } from '../domain/calendar/calendar.ts';

/** The topic with this id. Throws AppError `not-found`, with the nearest id when one is near. */
export function topicOf(calendar: Calendar, id: string): Topic {
  const topic = calendar.topics.find((candidate) => candidate.id === id);
  if (topic !== undefined) return topic;
  const near = nearestName(
    id,
    calendar.topics.map((candidate) => candidate.id),
  );
  const help = near === null ? '`fortnight plan` lists the ids' : `did you mean ${near}?`;
  throw new AppError('not-found', `the calendar has no topic "${id}"`, { help });
}
