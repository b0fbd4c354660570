import type { TakeMail } from '../domain/inbound/arriving-mail.ts';
import type { ImapMailbox } from '../mail/inbound/mailbox-address.ts';
import { watchMailbox } from '../mail/inbound/mailbox-watch.ts';
import type { App } from './context.ts';

/** Takes what comes in the mailbox of `IMAP_URL` until the signal ends it. Never rejects: what is wrong is logged. */
export function watchInbox(
  app: App,
  mailbox: ImapMailbox,
  takeMail: TakeMail,
  signal: AbortSignal,
): Promise<void> {
  const { clock, timers, random, log, store } = app;
  const places = { load: store.inboundPlace, save: store.saveInboundPlace };
  return watchMailbox({ mailbox, takeMail, places, clock, timers, random, log }, signal);
}
