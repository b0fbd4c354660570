import { AppError, messageOf } from '../core/errors.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { decideSettlement, type RelayFault } from '../domain/deliveries/decide.ts';
import type { Settlement } from '../domain/deliveries/delivery.ts';
import type { BegunSingleMail, SingleMailId } from '../domain/deliveries/single-mail.ts';
import { composeSingleMail } from '../mail/compose/single-mail.ts';
import type { Relay } from '../mail/relay/relay.ts';
import type { App } from './context.ts';
import { untilLastCall } from './last-call.ts';
import { renderSingle } from './render-single.ts';
import type { BatchReport } from './send-edition.ts';
import { ourMessageId, senderOf } from './sender.ts';
import { settleSurely } from './settle-surely.ts';

interface SettledMail {
  readonly id: SingleMailId;
  readonly settlement: Settlement;
  readonly relayFault: RelayFault | null;
}

/** Begins, sends and settles up to `limit` confirmations, welcomes, notices and previews, like deliveries. */
export async function sendSingleMails(
  app: App,
  calendar: Calendar,
  limit: number,
  epoch: number,
  signal: AbortSignal,
): Promise<BatchReport> {
  const relay = await app.relay('single');
  const begun = await app.store.beginMails(limit, epoch, app.clock.now());
  if (begun.length === 0) return { begun: 0, sent: 0, relayFault: null };
  const outcomes = await untilLastCall(app.timers, signal, (lastCall) =>
    Promise.allSettled(
      begun.map((mail) => sendOne(app, calendar, mail, (composed) => relay.send(composed, lastCall))),
    ),
  );
  const settled = begun.map((mail, index): SettledMail => {
    const outcome = outcomes[index];
    if (outcome?.status === 'fulfilled') return outcome.value;
    return { id: mail.id, settlement: { kind: 'uncertain' }, relayFault: null };
  });
  await settleSurely(app, signal, () => app.store.settleMails(settled, epoch, app.clock.now()));
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return {
    begun: begun.length,
    sent: settled.filter(({ settlement }) => settlement.kind === 'sent').length,
    relayFault: settled.find(({ relayFault }) => relayFault !== null)?.relayFault ?? null,
  };
}

async function sendOne(
  app: App,
  calendar: Calendar,
  begun: BegunSingleMail,
  send: Relay['send'],
): Promise<SettledMail> {
  const composed = await compose(app, calendar, begun);
  if (typeof composed === 'string') {
    const settlement: Settlement = { kind: 'failed', reason: 'not-sendable', reply: composed };
    return { id: begun.id, settlement, relayFault: null };
  }
  const report = await send(composed);
  const { attempt, firstBegunAt } = begun;
  const now = app.clock.now();
  const { settlement, relayFault } = decideSettlement({
    report,
    attempt,
    firstBegunAt,
    now,
    random: app.random,
  });
  return { id: begun.id, settlement, relayFault };
}

/** The composed mail, or in words why there is none to send any more. */
async function compose(app: App, calendar: Calendar, begun: BegunSingleMail) {
  try {
    const rendered = await renderSingle(app, calendar, begun);
    if (typeof rendered === 'string') return rendered;
    const { from, replyTo, envelopeFrom } = senderOf(app, calendar);
    return await composeSingleMail(rendered.mail, {
      from,
      replyTo,
      envelopeFrom,
      to: begun.to,
      date: begun.createdAt,
      messageId: ourMessageId(app, 's', begun.id),
      unsubscribeUrl: rendered.unsubscribeUrl,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    app.log.warn(`the mail ${begun.key} cannot be sent: ${messageOf(error)}`);
    return messageOf(error);
  }
}
