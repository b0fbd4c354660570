import { type EmailAddress, uniqueForm } from '../../core/email-address.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { decideSettlement, type RelayFault } from '../../domain/deliveries/decide.ts';
import type { Settlement } from '../../domain/deliveries/delivery.ts';
import type { BegunSingleMail } from '../../domain/deliveries/single-mail.ts';
import { composeSingleMail } from '../../mail/compose/single-mail.ts';
import type { OutgoingMail, Relay } from '../../mail/relay/relay.ts';
import type { App } from '../context.ts';
import { forwardMail } from '../forward-mail.ts';
import { renderSingle } from '../render-single.ts';
import { bounceAddress } from '../return-addresses.ts';
import { ourMessageId, senderOf } from '../sender.ts';
import { redirected } from '../test-mode.ts';

export interface SentSingle {
  readonly settlement: Settlement;
  /** What the attempt said about the relay: null that it works; undefined nothing, as it was not asked. */
  readonly relayFault: RelayFault | null | undefined;
}

/** Composes one begun mail to one person, hands it to its relay, and says what it becomes. Never rejects. */
export async function sendSingle(
  app: App,
  calendar: Calendar,
  begun: BegunSingleMail,
  relay: Relay,
  lastCall: AbortSignal,
): Promise<SentSingle> {
  try {
    const mail = await compose(app, calendar, begun);
    if (typeof mail === 'string')
      return { settlement: { kind: 'failed', reason: 'not-sendable', reply: mail }, relayFault: undefined };
    const report = await relay.send(mail, lastCall);
    const { attempt, firstBegunAt } = begun;
    const now = app.clock.now();
    const decided = decideSettlement({ report, attempt, firstBegunAt, now, random: app.random });
    return {
      settlement: decided.settlement,
      relayFault: lastCall.aborted ? undefined : decided.relayFault,
    };
  } catch (error) {
    app.log.error(`the mail ${begun.key} broke on its way; it is uncertain`, error);
    return { settlement: { kind: 'uncertain' }, relayFault: undefined };
  }
}

/** The composed mail, or in words why there is none to send any more. */
async function compose(app: App, calendar: Calendar, begun: BegunSingleMail): Promise<OutgoingMail | string> {
  const { content } = begun;
  try {
    if (content.kind === 'forward') return await forwardMail(app, calendar, begun, content.inbound);
    const rendered = await renderSingle(app, calendar, { ...begun, content });
    if (typeof rendered === 'string') return rendered;
    const { from, replyTo, envelopeFrom } = senderOf(app, calendar);
    const headers = {
      from,
      replyTo: rendered.answerTo === null ? replyTo : { name: null, address: rendered.answerTo },
      envelopeFrom: (await returnAddress(app, begun)) ?? envelopeFrom,
      to: begun.to,
      date: begun.createdAt,
      messageId: ourMessageId(app, 's', begun.id),
      ...(content.kind === 'farewell' && content.inReplyTo !== null ? { inReplyTo: content.inReplyTo } : {}),
      unsubscribe: rendered.unsubscribe,
    };
    return await composeSingleMail(...redirected(rendered.mail, headers, app.config.allMailTo));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    app.log.warn(`the mail ${begun.key} cannot be sent: ${messageOf(error)}`);
    return messageOf(error);
  }
}

/**
 * The bounce address of the reader it is about; null: it comes back to where all mails do. A bounce counts against the address that the reader has, so it
 * names nobody when another was mailed: one that they asked for, or have left, or that of a test.
 */
async function returnAddress(app: App, { content, to }: BegunSingleMail): Promise<EmailAddress | null> {
  if (app.config.inbound === null || app.config.allMailTo !== null || !('subscriber' in content)) return null;
  const reader = await app.store.subscriberById(content.subscriber);
  const isTheirs = reader !== null && uniqueForm(reader.address) === uniqueForm(to);
  return isTheirs ? bounceAddress(app, null, reader.id) : null;
}
