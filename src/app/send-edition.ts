import { AppError } from '../core/errors.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { decideSettlement, type RelayFault } from '../domain/deliveries/decide.ts';
import type { BegunDelivery, Edition } from '../domain/deliveries/delivery.ts';
import { type EditionHeaders, type EditionReader, prepareEditionMail } from '../mail/compose/edition-mail.ts';
import type { ComposedMail } from '../mail/compose/mime.ts';
import type { Relay } from '../mail/relay/relay.ts';
import type { DeliverySettlement } from '../store/edition-store.ts';
import type { App } from './context.ts';
import { untilLastCall } from './last-call.ts';
import { ourMessageId, senderOf } from './sender.ts';
import { settleSurely } from './settle-surely.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

/** An open edition with all that its mails share, loaded once. */
export interface EditionInHand {
  readonly edition: Edition;
  /** Splices one reader's copy: the message itself was composed once. */
  readonly copyFor: (reader: EditionReader) => ComposedMail;
}

export interface BatchReport {
  /** How many deliveries were begun: 0 means that nothing is due now. */
  readonly begun: number;
  readonly sent: number;
  /** The relay itself refuses or cannot be reached: wait before the next batch. */
  readonly relayFault: RelayFault | null;
}

/** Takes an edition in hand; null when it is not open. */
export async function takeInHand(
  app: App,
  calendar: Calendar,
  edition: Edition,
): Promise<EditionInHand | null> {
  const frozen = await app.store.frozenContent(edition.id);
  if (frozen === null || edition.state.kind !== 'open') return null;
  const { from, replyTo, envelopeFrom, blog } = senderOf(app, calendar);
  const headers: EditionHeaders = {
    from,
    replyTo,
    envelopeFrom,
    date: edition.state.since,
    blog,
    owner: from.address,
    helpUrl: `${app.config.url}/leave`,
    archiveUrl: `${app.config.url}/archive/`,
    postUrl: edition.topic === null ? `${app.config.url}/` : `${app.config.url}/posts/${edition.topic}/`,
    editionKey: edition.key,
  };
  return { edition, copyFor: await prepareEditionMail(frozen, headers) };
}

/**
 * Begins up to `limit` deliveries (committed), hands each to the relay, and settles them (committed): the ledger of
 * spec/delivery, section 2. An error nobody expected leaves the message `uncertain`, never `sending`.
 */
export async function sendBatch(
  app: App,
  inHand: EditionInHand,
  limit: number,
  epoch: number,
  signal: AbortSignal,
): Promise<BatchReport> {
  // Before anything is begun: a relay that cannot even be opened leaves nobody uncertain.
  const relay = await app.relay('bulk');
  const begun = await app.store.beginDeliveries(inHand.edition.id, limit, epoch, app.clock.now());
  if (begun.length === 0) return { begun: 0, sent: 0, relayFault: null };
  const outcomes = await untilLastCall(app.timers, signal, (lastCall) =>
    Promise.allSettled(
      begun.map((delivery) => deliver(app, inHand, delivery, (mail) => relay.send(mail, lastCall))),
    ),
  );
  const settled = outcomes.map((outcome, index): Delivered => {
    if (outcome.status === 'fulfilled') return outcome.value;
    return { settlement: unknownFate(begun[index]), relayFault: null };
  });
  const settlements = settled.flatMap(({ settlement }) => (settlement === null ? [] : [settlement]));
  await settleSurely(app, signal, () => app.store.settleDeliveries(settlements, epoch, app.clock.now()));
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return {
    begun: begun.length,
    sent: settlements.filter(({ settlement }) => settlement.kind === 'sent').length,
    relayFault: settled.find(({ relayFault }) => relayFault !== null)?.relayFault ?? null,
  };
}

interface Delivered {
  readonly settlement: DeliverySettlement | null;
  readonly relayFault: RelayFault | null;
}

async function deliver(
  app: App,
  { edition, copyFor }: EditionInHand,
  begun: BegunDelivery,
  send: Relay['send'],
): Promise<Delivered> {
  const mail = copyOrFault(() =>
    copyFor({
      address: begun.address,
      name: begun.name,
      messageId: ourMessageId(app, 'e', edition.id, begun.subscriber),
      unsubscribeUrl: unsubscribeUrl(app, begun.subscriber),
    }),
  );
  if (mail instanceof AppError) return { settlement: notSendable(begun, mail.message), relayFault: null };
  const report = await send(mail);
  const { attempt, firstBegunAt } = begun;
  const now = app.clock.now();
  const decided = decideSettlement({ report, attempt, firstBegunAt, now, random: app.random });
  const { settlement, suppress, relayFault } = decided;
  return { settlement: { id: begun.id, settlement, suppress }, relayFault };
}

/** A reader whose copy cannot be made (a name no header can hold, say) fails alone. */
function copyOrFault(compose: () => ComposedMail): ComposedMail | AppError {
  try {
    return compose();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function notSendable(begun: BegunDelivery, reply: string): DeliverySettlement {
  return { id: begun.id, settlement: { kind: 'failed', reason: 'not-sendable', reply }, suppress: false };
}

function unknownFate(begun: BegunDelivery | undefined): DeliverySettlement | null {
  return begun === undefined ? null : { id: begun.id, settlement: { kind: 'uncertain' }, suppress: false };
}
