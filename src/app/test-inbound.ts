import { AppError } from '../core/errors.ts';
import type { InboundAddress } from '../domain/inbound/our-addresses.ts';
import { type ListenerProbe, probeListener } from '../mail/inbound/listener-probe.ts';
import { type MailboxProbe, probeMailbox } from '../mail/inbound/mailbox-probe.ts';
import type { App } from './context.ts';

/** What a look at the ways in found; null for one that is not configured. */
export interface TestedInbound {
  readonly address: InboundAddress;
  readonly listener: ListenerProbe | null;
  readonly mailbox: MailboxProbe | null;
}

/** Looks whether mail can come in by the ways that are configured, and takes none. @throws AppError `not-found` when none is */
export async function testInbound(app: App, signal: AbortSignal): Promise<TestedInbound> {
  const { inbound } = app.config;
  if (inbound === null || (inbound.listen === null && inbound.mailbox === null)) {
    throw new AppError('not-found', 'no mail comes in: neither a listener nor a mailbox is configured', {
      help: 'set INBOUND_ADDRESS, and INBOUND_LISTEN or IMAP_URL: docs/receiving.md says how',
    });
  }
  const { address, listen, mailbox } = inbound;
  return {
    address,
    listener: listen === null ? null : await probeListener(listen, app.timers, signal),
    mailbox: mailbox === null ? null : await probeMailbox(mailbox, null, signal),
  };
}
