import type { App } from './context.ts';
import { mailAskedLink } from './mail-asked-link.ts';

/**
 * Somebody without a mail at hand types an address: if it is known, the link to its preferences is mailed to it. Once a day to a reader; once a
 * month to who has left or never confirmed, as they may still ask for their data. The answer never says.
 */
export function mailPreferencesLink(
  app: App,
  typed: string,
): Promise<{ readonly badAddress: string | null }> {
  return mailAskedLink(app, typed, {
    kind: 'preferences',
    once: ({ state }) => (state.kind === 'active' ? 10 : 7),
  });
}
