import { never } from '../core/errors.ts';
import type { Intent } from '../domain/inbound/intent.ts';
import type { KeptMail, Outcome } from '../domain/inbound/kept-mail.ts';
import type { Subscriber, SubscriberId } from '../domain/readers/subscriber.ts';
import { confirmByMail } from './confirm.ts';
import type { App } from './context.ts';
import { readerConfirmingBy, readerLeavingBy } from './read-our-mail-address.ts';
import { readerNamedBy } from './reader-named-by.ts';
import { subscribe } from './subscribe.ts';

/** What a mail came to, and whether something of it goes out. */
export interface Wish {
  readonly outcome: Outcome;
  readonly reader: SubscriberId | null;
  readonly passOn:
    | { readonly kind: 'forward' }
    | { readonly kind: 'farewell'; readonly to: Subscriber }
    | null;
}

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

/** Somebody replies to their confirmation: that confirms, unless it says no. What has more to say than yes is for the author to read. */
export async function applyConfirm(
  app: App,
  kept: KeptMail,
  { token, reply }: Extract<Intent, { kind: 'confirm' }>,
): Promise<Wish> {
  const named = await readerConfirmingBy(app, token);
  const forward = { kind: 'forward' } as const;
  if (named.kind === 'invalid') return { outcome: 'unknown-reader', reader: null, passOn: forward };
  const { reader } = named;
  if (reply === 'no') return { outcome: 'declined', reader, passOn: forward };
  const passOn = reply === 'more' ? forward : null;
  if (named.kind === 'expired') {
    const asked = await app.store.mailConfirmation(reader, app.clock.now());
    return { outcome: asked ? 'asked' : 'not-asked', reader, passOn };
  }
  const outcome = await confirmByMail(app, reader, named.madeAt);
  switch (outcome) {
    case 'confirmed':
      return { outcome, reader, passOn };
    case 'already-active': {
      // Confirmed by this very mail, when it was interrupted afterwards.
      const known = await app.store.subscriberById(reader);
      const isNew = known !== null && known.state.since >= kept.receivedAt;
      return { outcome: isNew ? 'confirmed' : 'subscribed-already', reader, passOn };
    }
    case 'left':
      return { outcome: 'outdated', reader, passOn };
    case 'unknown':
      return { outcome: 'unknown-reader', reader: null, passOn: forward };
    default:
      return never(outcome);
  }
}

/**
 * Somebody leaves: whom the token names, else to whom the mail went that is replied to, else whose address it is from. Of somebody whom we do not
 * know the author reads, as they may get our mails by another address, and nobody else can help them.
 */
export async function applyLeave(
  app: App,
  kept: KeptMail,
  { token, repliesTo, sender }: Extract<Intent, { kind: 'leave' }>,
): Promise<Wish> {
  const id =
    readerLeavingBy(app, token) ??
    (await readerNamedBy(app, repliesTo)) ??
    (sender === null ? null : ((await app.store.subscriberByAddress(sender))?.id ?? null));
  if (id === null) return { outcome: 'unknown-reader', reader: null, passOn: { kind: 'forward' } };
  const reader = await app.store.subscriberById(id);
  const outcome = reader === null ? 'left-already' : outcomeOfLeaving(reader, kept);
  if (reader === null || outcome !== 'left') return { outcome, reader: id, passOn: null };
  const wasActive = reader.state.kind !== 'pending';
  await app.store.unsubscribe(id, 'mail', app.clock.now());
  // Who never confirmed is owed no mail but the one that asked, and there is nothing to bring back.
  const passOn = sender !== null && wasActive ? ({ kind: 'farewell', to: reader } as const) : null;
  return { outcome, reader: id, passOn };
}

/** Who came back since is not thrown out again by a mail that waited; who left by this very mail, when it was interrupted, has left by it. */
function outcomeOfLeaving(
  { state }: Subscriber,
  { receivedAt }: KeptMail,
): 'left' | 'left-already' | 'outdated' {
  if (state.kind !== 'unsubscribed') return state.since > receivedAt ? 'outdated' : 'left';
  return state.how === 'mail' && state.since >= receivedAt ? 'left' : 'left-already';
}
