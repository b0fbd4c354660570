import type { SubscriberId } from '../domain/readers/subscriber.ts';

/** The reader a token speaks of; null when its subject is not a whole number. */
export function readerIdOf(subject: string): SubscriberId | null {
  return /^[1-9]\d{0,14}$/.test(subject) ? (Number(subject) as SubscriberId) : null;
}
