import type { Edition } from '../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { deliveriesOf } from './deliveries-of.ts';

/**
 * So often a message is sent once more before it is left to the author: a server that drops every connection after the body would else
 * get, and perhaps deliver, the same mail without end.
 */
const MOST_TIMES = 2;

/** Stands in the notes of each delivery that was sent once more for this reason. */
const NOTE = 'FORTNIGHT_UNCERTAIN=resend';

/** So many at a time: what becomes of more waits for the next look. */
const MOST = 1_000;

/**
 * With FORTNIGHT_UNCERTAIN=resend, whatever became uncertain in an open edition waits to be sent once more, with the same Message-ID; with `hold` nothing
 * is done. To be called after a take-over and now and then. Returns how many wait again.
 */
export async function applyUncertainPolicy(app: App): Promise<number> {
  if (app.config.uncertain === 'hold') return 0;
  let resent = 0;
  for (const edition of await app.store.editions())
    if (edition.state.kind === 'open') resent += await resendIn(app, edition);
  return resent;
}

async function resendIn(app: App, { id, key }: Edition): Promise<number> {
  const subscribers = await resendable(app, id);
  if (subscribers.length === 0) return 0;
  const resolution = { how: 'resend', by: 'author', detail: NOTE, subscribers } as const;
  const resent = await app.store.resolveUncertain(id, resolution, app.clock.now());
  if (resent > 0)
    app.log.warn(`${resent} uncertain mails of ${key} are sent once more, as FORTNIGHT_UNCERTAIN says`);
  return resent;
}

async function resendable(app: App, id: Edition['id']): Promise<readonly SubscriberId[]> {
  const found: SubscriberId[] = [];
  for await (const { id: delivery, subscriber } of deliveriesOf(app.store, id, 'uncertain')) {
    const before = (await app.store.deliveryNotes(delivery)).filter(({ detail }) => detail === NOTE);
    if (before.length < MOST_TIMES) found.push(subscriber);
    if (found.length >= MOST) break;
  }
  return found;
}
