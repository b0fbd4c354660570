import type { Intent } from '../domain/inbound/intent.ts';
import type { KeptMail, Outcome } from '../domain/inbound/kept-mail.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { subscribe } from './subscribe.ts';
import type { Wish } from './wish.ts';

/** What somebody who asks by mail agrees to; shown with every address for it. */
const WORDING = 'I ask by mail to get the posts by mail.';

/** Somebody asks to subscribe, as by the form: one confirmation leaves, if the guards of the doors let it. */
export async function applySubscribe(
  app: App,
  kept: KeptMail,
  sender: Extract<Intent, { kind: 'subscribe' }>['sender'],
): Promise<Wish> {
  if (sender === null) return { outcome: 'ignored', reader: null, passOn: null };
  const before = await app.store.subscriberByAddress(sender);
  // Left after that was written: a mail that waited must not bring them back into it.
  if (before?.state.kind === 'unsubscribed' && before.state.since > kept.receivedAt)
    return { outcome: 'outdated', reader: before.id, passOn: null };
  const request = {
    address: sender,
    name: null,
    door: 'mail',
    wording: WORDING,
    formVersion: 'mail-1',
  } as const;
  const answer = await subscribe(app, request);
  const reader = await app.store.subscriberByAddress(sender);
  return { outcome: outcomeOfAsking(answer, reader, kept), reader: reader?.id ?? null, passOn: null };
}

function outcomeOfAsking(
  answer: Awaited<ReturnType<typeof subscribe>>,
  reader: Subscriber | null,
  { receivedAt }: KeptMail,
): Outcome {
  if (answer.kind !== 'accepted' || answer.outcome === 'suppressed') return 'not-asked';
  if (answer.outcome === 'already-active') return 'subscribed-already';
  // When this mail was interrupted after it had them asked, they are asked now and need no second mail.
  const isAskedNow = reader?.state.kind === 'pending' && reader.state.since >= receivedAt;
  return answer.mailed || isAskedNow ? 'asked' : 'not-asked';
}
