import type { Calendar } from '../domain/calendar/calendar.ts';
import type { BegunSingleMail } from '../domain/deliveries/single-mail.ts';
import type { InboundId } from '../domain/inbound/kept-mail.ts';
import { composeForward } from '../mail/compose/forward-mail.ts';
import type { OutgoingMail } from '../mail/relay/relay.ts';
import type { App } from './context.ts';
import { ourMessageId, senderOf } from './sender.ts';

/** The mail that came in, on its way to the author; or in words why there is none to send any more. */
export async function forwardMail(
  app: App,
  calendar: Calendar,
  { id, to, createdAt }: BegunSingleMail,
  inbound: InboundId,
): Promise<OutgoingMail | string> {
  const raw = await app.store.inboundRaw(inbound);
  if (raw === null) return 'the mail that came in was forgotten meanwhile';
  const { from, envelopeFrom } = senderOf(app, calendar);
  return composeForward(raw, {
    from: from.address,
    envelopeFrom,
    to: app.config.allMailTo ?? to,
    date: createdAt,
    messageId: ourMessageId(app, 's', id),
  });
}
