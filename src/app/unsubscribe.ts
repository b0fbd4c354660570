import { DAY, type Instant } from '../core/clock.ts';
import type { EmailAddress } from '../core/email-address.ts';
import { makeToken, readToken } from '../core/tokens.ts';
import type { Exit, LeaveReason, SubscriberId } from '../domain/readers/subscriber.ts';
import { boundToken, readBoundLink } from './bound-link.ts';
import type { App } from './context.ts';
import { mailAskedLink } from './mail-asked-link.ts';
import { readerIdOf } from './reader-token.ts';

/** The link in every edition. It never expires and is the same at every retry. */
export function unsubscribeUrl(app: App, id: SubscriberId): string {
  return `${app.config.url}/unsubscribe/${makeToken(app.keyring, 'unsubscribe', String(id), 0)}`;
}

/** Whose link it is, or null for one we never made. */
export function lookAtUnsubscribeLink(app: App, token: string): SubscriberId | null {
  const read = readToken(app.keyring, 'unsubscribe', token, app.clock.now(), null);
  return read.ok ? readerIdOf(read.subject) : null;
}

/**
 * The reader leaves, before the next begin of any running edition. Again, or after an erasure, is fine.
 * Returns tokens for Undo and for saying why, or null when the link is not ours.
 */
export async function unsubscribe(app: App, token: string, how: Exit): Promise<AfterLeaving | null> {
  const id = lookAtUnsubscribeLink(app, token);
  if (id === null) return null;
  const now = app.clock.now();
  await app.store.unsubscribe(id, how, now);
  const address = (await app.store.subscriberById(id))?.address ?? null;
  return {
    undo: boundToken(app, 'undo', id, address, now),
    reason: boundToken(app, 'reason', id, address, now),
  };
}

/** What the page after leaving offers for a day. */
export interface AfterLeaving {
  readonly undo: string;
  readonly reason: string;
}

/** The reader says why, on the page after leaving. False when the link is not ours or too old, or they are back. */
export async function sayWhyLeft(app: App, token: string, reason: LeaveReason): Promise<boolean> {
  const link = await readBoundLink(app, 'reason', token, DAY);
  return link.ok && (await app.store.noteLeaveReason(link.reader, reason, app.clock.now()));
}

/** The Undo of the mail that says farewell to this address; `leftAt` is when that was written, so that a retry carries the same link. */
export function undoUrl(app: App, id: SubscriberId, address: EmailAddress, leftAt: Instant): string {
  return `${app.config.url}/undo/${boundToken(app, 'undo', id, address, leftAt)}`;
}

/** Whether a link of that mail is still good, without using it. */
export async function lookAtUndoLink(app: App, token: string): Promise<boolean> {
  return (await readBoundLink(app, 'undo', token, DAY)).ok;
}

/** The Undo button on the page after leaving. False when it is not ours or too old. */
export async function undoUnsubscribe(app: App, token: string): Promise<boolean> {
  const link = await readBoundLink(app, 'undo', token, DAY);
  return link.ok && (await app.store.undoUnsubscribe(link.reader, app.clock.now()));
}

/** Somebody who lost every mail types an address: if it is a reader's, they get the link by mail, once a day. The answer never says. */
export function mailLeaveLink(app: App, typed: string): Promise<{ readonly badAddress: string | null }> {
  // Who has not confirmed is owed no mail but the one that asks: this must not be a second way to fill a stranger's mailbox.
  return mailAskedLink(app, typed, {
    kind: 'leave',
    once: ({ state }) => (state.kind === 'active' ? 10 : null),
  });
}
