import { AppError, messageOf } from '../../core/errors.ts';
import { decideSettlement, type RelayFault } from '../../domain/deliveries/decide.ts';
import type { BegunDelivery } from '../../domain/deliveries/delivery.ts';
import type { OutgoingMail, Relay } from '../../mail/relay/relay.ts';
import type { DeliverySettlement } from '../../store/edition-store.ts';
import type { App } from '../context.ts';
import { ourMessageId } from '../sender.ts';
import { unsubscribeUrl } from '../unsubscribe.ts';
import type { EditionInHand } from './in-hand.ts';

export interface Delivered {
  readonly begun: BegunDelivery;
  readonly settlement: DeliverySettlement;
  /** What the attempt said about the relay: null that it works; undefined nothing, as it was not asked. */
  readonly relayFault: RelayFault | null | undefined;
}

/**
 * Hands one begun delivery to its relay, and says what it becomes. Never rejects: a reader whose copy cannot be made fails alone, and
 * after an error nobody expected the message is `uncertain`, which is the truth.
 */
export async function deliver(
  app: App,
  inHand: EditionInHand,
  begun: BegunDelivery,
  relay: Relay,
  lastCall: AbortSignal,
): Promise<Delivered> {
  const { id, relay: through, attempt, firstBegunAt } = begun;
  const mail = await copyOrFault(app, inHand, begun);
  if (typeof mail === 'string') return unsendable(begun, mail);
  try {
    const report = await relay.send(mail, lastCall);
    const now = app.clock.now();
    const decided = decideSettlement({ report, attempt, firstBegunAt, now, random: app.random });
    const { settlement, suppress, relayFault } = decided;
    const unasked = report.kind === 'not-sent' && ['address', 'message'].includes(report.fault);
    return {
      begun,
      settlement: { id, relay: through, settlement, suppress },
      relayFault: unasked || lastCall.aborted ? undefined : relayFault,
    };
  } catch (error) {
    app.log.error(`a message of ${inHand.edition.key} broke on its way; it is uncertain`, error);
    const settlement = { kind: 'uncertain' } as const;
    return { begun, settlement: { id, relay: through, settlement, suppress: false }, relayFault: undefined };
  }
}

/** The reader's copy, or in words why there is none. Nothing was handed over then, whatever the reason. */
async function copyOrFault(
  app: App,
  { edition, copyFor }: EditionInHand,
  begun: BegunDelivery,
): Promise<OutgoingMail | string> {
  try {
    return await copyFor({
      address: begun.address,
      name: begun.name,
      messageId: ourMessageId(app, 'e', edition.id, begun.subscriber),
      unsubscribeUrl: unsubscribeUrl(app, begun.subscriber),
    });
  } catch (error) {
    if (!(error instanceof AppError)) app.log.error(`a copy of ${edition.key} could not be made`, error);
    return messageOf(error);
  }
}

function unsendable(begun: BegunDelivery, reply: string): Delivered {
  const { id, relay } = begun;
  const settlement = { kind: 'failed', reason: 'not-sendable', reply } as const;
  return { begun, settlement: { id, relay, settlement, suppress: false }, relayFault: undefined };
}
