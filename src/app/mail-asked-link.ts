import { parseEmailAddress } from '../core/email-address.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';

export interface AskedLink {
  /** Of the single mail that carries it. */
  readonly kind: 'leave' | 'preferences';
  /** How many characters of the date name the time in which one mail is enough: 10 for a day, 7 for a month; null: this reader gets none. */
  readonly once: (reader: Subscriber) => 10 | 7 | null;
}

/** Somebody types an address, and if it is a reader's, a link is mailed to it. What is returned never says whether it is. */
export async function mailAskedLink(
  app: App,
  typed: string,
  { kind, once }: AskedLink,
): Promise<{ readonly badAddress: string | null }> {
  const parsed = parseEmailAddress(typed);
  if (!parsed.ok) return { badAddress: parsed.reason };
  const reader = await app.store.subscriberByAddress(parsed.address);
  const length = reader === null ? null : once(reader);
  if (reader === null || length === null) return { badAddress: null };
  const at = app.clock.now();
  const period = new Date(at).toISOString().slice(0, length);
  const content = { kind, subscriber: reader.id } as const;
  await app.store.enqueueMail({ key: `${kind}:${reader.id}:${period}`, to: reader.address, content }, at);
  return { badAddress: null };
}
