import { parseEmailAddress } from '../core/email-address.ts';
import type { App } from './context.ts';

/**
 * Somebody without a mail at hand types an address: if it is known, the link to its preferences is mailed to it. Once a day to a reader; once a
 * month to who has left or never confirmed, as they may still ask for their data. The answer never says.
 */
export async function mailPreferencesLink(
  app: App,
  typed: string,
): Promise<{ readonly badAddress: string | null }> {
  const parsed = parseEmailAddress(typed);
  if (!parsed.ok) return { badAddress: parsed.reason };
  const reader = await app.store.subscriberByAddress(parsed.address);
  if (reader === null) return { badAddress: null };
  const at = app.clock.now();
  const period = new Date(at).toISOString().slice(0, reader.state.kind === 'active' ? 10 : 7);
  await app.store.enqueueMail(
    {
      key: `preferences:${reader.id}:${period}`,
      to: reader.address,
      content: { kind: 'preferences', subscriber: reader.id },
    },
    at,
  );
  return { badAddress: null };
}
