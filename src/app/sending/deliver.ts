import { AppError, messageOf } from '../../core/errors.ts';
import { decideSettlement, type RelayFault } from '../../domain/deliveries/decide.ts';
import type { BegunDelivery } from '../../domain/deliveries/delivery.ts';
import type { OutgoingMail, Relay } from '../../mail/relay/relay.ts';
import type { DeliverySettlement } from '../../store/edition-store.ts';
import type { App } from '../context.ts';
import { preferencesUrl } from '../preference-link.ts';
import { bounceAddress, unsubscribeAddress } from '../return-addresses.ts';
import { ourMessageId } from '../sender.ts';
import { unsubscribeUrl } from '../unsubscribe.ts';
import type { EditionInHand } from './in-hand.ts';

export interface Delivered {
  readonly begun: BegunDelivery;
  readonly settlement: DeliverySettlement;
  /** What the attempt said about the relay: null that it works; undefined nothing, as it was not asked. */
  readonly relayFault: RelayFault | null | undefined;
}

/** A reader's copy, or in words why there is none: nothing was handed over then, whatever the reason. */
export type Copy = OutgoingMail | string;

/**
 * Hands the copy of one begun delivery to its relay, and says what it becomes. Never rejects: a reader whose copy cannot be made fails alone,
 * and after an error nobody expected the message is `uncertain`, which is the truth.
 */
export async function deliver(
  app: App,
  inHand: EditionInHand,
  begun: BegunDelivery,
  copy: Promise<Copy>,
  relay: Relay,
  lastCall: AbortSignal,
): Promise<Delivered> {
  const { id, relay: through, attempt, firstBegunAt } = begun;
  const mail = await copy;
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

/** Makes a reader's copy, as far as that goes without the server: most of it is done when this returns. Never throws or rejects. */
export function startCopy(
  app: App,
  { edition, copyFor }: EditionInHand,
  begun: BegunDelivery,
  relay: Relay,
): Promise<Copy> {
  const ready = (mail: OutgoingMail): OutgoingMail => relay.prepare?.(mail) ?? mail;
  const fault = (error: unknown): string => {
    if (!(error instanceof AppError)) app.log.error(`a copy of ${edition.key} could not be made`, error);
    return messageOf(error);
  };
  try {
    const mail = copyFor({
      address: begun.address,
      name: begun.name,
      messageId: ourMessageId(app, 'e', edition.id, begun.subscriber),
      unsubscribeUrl: unsubscribeUrl(app, begun.subscriber),
      unsubscribeAddress: unsubscribeAddress(app, begun.subscriber),
      preferencesUrl: preferencesUrl(app, begun.subscriber, begun.address),
      bounceAddress: bounceAddress(app, edition.id, begun.subscriber),
    });
    return mail instanceof Promise ? mail.then(ready).catch(fault) : Promise.resolve(ready(mail));
  } catch (error) {
    return Promise.resolve(fault(error));
  }
}

function unsendable(begun: BegunDelivery, reply: string): Delivered {
  const { id, relay } = begun;
  const settlement = { kind: 'failed', reason: 'not-sendable', reply } as const;
  return { begun, settlement: { id, relay, settlement, suppress: false }, relayFault: undefined };
}
