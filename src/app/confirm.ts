import { HOUR, type Instant } from '../core/clock.ts';
import { makeToken, readToken } from '../core/tokens.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { readerIdOf } from './reader-token.ts';

/** How long the link in a confirmation mail works, and a reply to it (spec: readers, section 1). */
export const CONFIRM_LIFETIME = 72 * HOUR;

/** The link of a confirmation mail. `madeAt` is when the mail was written, so that a retry carries the same link. */
export function confirmUrl(app: App, id: SubscriberId, madeAt: Instant): string {
  return `${app.config.url}/confirm/${makeToken(app.keyring, 'confirm', String(id), madeAt)}`;
}

export type ConfirmLink = 'good' | 'expired' | 'invalid';

/** What a confirmation link is worth, without using it: this is all a GET may do. */
export function lookAtConfirmLink(app: App, token: string): ConfirmLink {
  const read = readToken(app.keyring, 'confirm', token, app.clock.now(), CONFIRM_LIFETIME);
  if (read.ok) return 'good';
  return read.reason === 'expired' ? 'expired' : 'invalid';
}

export type ConfirmAnswer = 'confirmed' | 'already-active' | 'expired' | 'invalid';

/** The reader pressed the button: pending becomes active, and a welcome mail is written. Pressing twice is fine. */
export async function confirm(app: App, token: string): Promise<ConfirmAnswer> {
  const now = app.clock.now();
  const read = readToken(app.keyring, 'confirm', token, now, CONFIRM_LIFETIME);
  if (!read.ok) return read.reason === 'expired' ? 'expired' : 'invalid';
  const id = readerIdOf(read.subject);
  if (id === null) return 'invalid';
  const outcome = await app.store.confirm(id, read.madeAt, now);
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
  const now = app.clock.now();
  const read = readToken(app.keyring, 'confirm', token, now, null);
  const id = read.ok ? readerIdOf(read.subject) : null;
  if (id !== null) await app.store.mailConfirmation(id, now);
}
