import type { Delivery, Edition } from '../domain/deliveries/delivery.ts';
import { mailLogReader } from '../domain/inbound/mail-log.ts';
import type { App } from './context.ts';
import { copyOf, settleByEvidence } from './settle-by-evidence.ts';

/** One uncertain delivery of which a mail server's log proves that the server took it. */
export interface Proven {
  readonly delivery: Delivery;
  /** Which line of which log proves it. */
  readonly detail: string;
}

/**
 * Goes through a mail server's log, line by line, and settles what it proves of one mailing; gives each as it is found. What the log
 * does not prove stays uncertain: a line that is missing proves nothing. `settle` false: only looks.
 */
export async function* resolveFromLog(
  app: App,
  edition: Edition,
  lines: AsyncIterable<string>,
  { name, settle }: { readonly name: string; readonly settle: boolean },
): AsyncGenerator<Proven> {
  const read = mailLogReader();
  const shown = new Set<number>();
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const taken = read(text);
    if (taken === null || copyOf(app, taken.messageId)?.edition !== edition.id) continue;
    const detail = `${name} line ${line}: ${taken.proof}`;
    const delivery = settle
      ? await settled(app, taken.messageId, detail)
      : await uncertain(app, taken.messageId);
    // A filter between two queues makes a server name a message twice.
    if (delivery === null || shown.has(delivery.id)) continue;
    shown.add(delivery.id);
    yield { delivery, detail };
  }
}

async function settled(app: App, messageId: string, detail: string): Promise<Delivery | null> {
  const evidence = await settleByEvidence(app, messageId, detail);
  return evidence.kind === 'settled' ? evidence.delivery : null;
}

async function uncertain(app: App, messageId: string): Promise<Delivery | null> {
  const copy = copyOf(app, messageId);
  const delivery = copy === null ? null : await app.store.deliveryTo(copy.edition, copy.subscriber);
  return delivery?.state.kind === 'uncertain' ? delivery : null;
}
