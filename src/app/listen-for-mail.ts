import type { TakeMail } from '../domain/inbound/arriving-mail.ts';
import { postmasterOf } from '../domain/inbound/our-recipients.ts';
import { hostOf } from '../mail/compose/message-id.ts';
import { type Listener, startListener } from '../mail/inbound/listener.ts';
import type { App } from './context.ts';
import type { InboundListen, InboundSettings } from './inbound-settings.ts';
import { recipientCheck } from './our-recipients.ts';

/** Listens where `INBOUND_LISTEN` says. @throws AppError `unavailable` when the port cannot be had */
export function listenForMail(
  app: App,
  inbound: InboundSettings,
  listen: InboundListen,
  takeMail: TakeMail,
): Promise<Listener> {
  return startListener({
    ...listen,
    name: hostOf(app.config.url),
    postmasterAt: postmasterOf(inbound.address),
    isOurs: recipientCheck(app, inbound),
    takeMail,
    clock: app.clock,
    timers: app.timers,
    log: app.log,
  });
}
