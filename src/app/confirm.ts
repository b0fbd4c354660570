import { HOUR, type Instant } from '../core/clock.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import { boundToken, readBoundLink } from './bound-link.ts';
import type { App } from './context.ts';

/** How long the link in a confirmation mail works, and a reply to it. */
export const CONFIRM_LIFETIME = 72 * HOUR;

/** The link of a confirmation mail to this address. `madeAt` is when the mail was written, so that a retry carries the same link. */
export function confirmUrl(app: App, id: SubscriberId, address: EmailAddress, madeAt: Instant): string {
  return `${app.config.url}/confirm/${boundToken(app, 'confirm', id, address, madeAt)}`;
}

export type ConfirmLink = 'good' | 'expired' | 'invalid';

/** What a confirmation link is worth, without using it: this is all a GET may do. */
export async function lookAtConfirmLink(app: App, token: string): Promise<ConfirmLink> {
  const link = await readBoundLink(app, 'confirm', token, CONFIRM_LIFETIME);
  return link.ok ? 'good' : link.reason;
}

export type ConfirmAnswer = 'confirmed' | 'already-active' | 'expired' | 'invalid';

/** The reader pressed the button: pending becomes active, and a welcome mail is written. Pressing twice is fine. */
export async function confirm(app: App, token: string): Promise<ConfirmAnswer> {
  const link = await readBoundLink(app, 'confirm', token, CONFIRM_LIFETIME);
  if (!link.ok) return link.reason;
  const outcome = await app.store.confirm(link.reader, link.madeAt, app.clock.now());
  // A link from before the reader left must not bring them back: they have to ask again.
  if (outcome === 'left') return 'expired';
  return outcome === 'unknown' ? 'invalid' : outcome;
}

/** The reader replied to the mail. `madeAt`: when that was written. */
export function confirmByMail(
  app: App,
  id: SubscriberId,
  madeAt: Instant,
): ReturnType<App['store']['confirm']> {
  return app.store.confirm(id, madeAt, app.clock.now());
}

/** "Send me a new one": an expired link still says whose it was, and they get a fresh mail, as often as an address may have one. */
export async function confirmAgain(app: App, token: string): Promise<void> {
  const link = await readBoundLink(app, 'confirm', token, null);
  if (link.ok) await app.store.mailConfirmation(link.reader, app.clock.now());
}
