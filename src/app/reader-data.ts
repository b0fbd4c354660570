import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';

/** The fields that hold instants. */
const INSTANTS = new Set([
  'at',
  'stateSince',
  'createdAt',
  'leftAt',
  'askedAt',
  'since',
  'confirmedAt',
  'pausedUntil',
]);

/** Everything that is stored about a reader, as JSON for themselves, with instants in UTC. Null when nobody has this number any more. */
export async function readerData(app: App, id: SubscriberId): Promise<string | null> {
  const record = await app.store.storedAbout(id);
  if (record === null) return null;
  return `${JSON.stringify({ version: 1, blog: app.config.url, id, ...record }, inWords, 2)}\n`;
}

function inWords(key: string, value: unknown): unknown {
  return INSTANTS.has(key) && typeof value === 'number' ? new Date(value).toISOString() : value;
}
