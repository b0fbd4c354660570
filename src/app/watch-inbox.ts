import type { TakeMail } from '../domain/inbound/arriving-mail.ts';
import { watchMailbox } from '../mail/inbound/mailbox-watch.ts';
import type { App } from './context.ts';
import type { InboundMailbox } from './inbound-settings.ts';

/** Takes what comes in the mailbox of `IMAP_URL` until the signal ends it. Never rejects: what is wrong is logged. */
export function watchInbox(
  app: App,
  mailbox: InboundMailbox,
  takeMail: TakeMail,
  signal: AbortSignal,
): Promise<void> {
  const { clock, timers, random, log, store } = app;
  const places = { load: store.inboundPlace, save: store.saveInboundPlace };
  return watchMailbox({ mailbox, takeMail, places, clock, timers, random, log }, signal);
}
