import type { Intent } from '../domain/inbound/intent.ts';
import type { KeptMail } from '../domain/inbound/kept-mail.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { readerLeavingBy } from './read-our-mail-address.ts';
import { readerNamedBy } from './reader-named-by.ts';
import type { Wish } from './wish.ts';

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
  if (reader === null) return { outcome: 'left-already', reader: id, passOn: null };
  return leave(app, kept, reader, sender === null ? 'is not answered' : 'is answered');
}

/** A reader leaves, by a mail that may be answered or not. */
export async function leave(
  app: App,
  kept: KeptMail,
  reader: Subscriber,
  mail: 'is answered' | 'is not answered',
): Promise<Wish> {
  const { id, state } = reader;
  const outcome = outcomeOfLeaving(reader, kept);
  if (outcome !== 'left') return { outcome, reader: id, passOn: null };
  await app.store.unsubscribe(id, 'mail', app.clock.now());
  // Who never confirmed is owed no mail but the one that asked, and there is nothing to bring back.
  const isOwed = mail === 'is answered' && state.kind !== 'pending';
  return { outcome, reader: id, passOn: isOwed ? { kind: 'farewell', to: reader } : null };
}

/** Who came back since is not thrown out again by a mail that waited; who left by this very mail, when it was interrupted, has left by it. */
function outcomeOfLeaving(
  { state }: Subscriber,
  { receivedAt }: KeptMail,
): 'left' | 'left-already' | 'outdated' {
  if (state.kind !== 'unsubscribed') return state.since > receivedAt ? 'outdated' : 'left';
  return state.how === 'mail' && state.since >= receivedAt ? 'left' : 'left-already';
}
