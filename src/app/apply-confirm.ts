import { never } from '../core/errors.ts';
import type { Intent } from '../domain/inbound/intent.ts';
import type { KeptMail } from '../domain/inbound/kept-mail.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import { leave } from './apply-leave.ts';
import { confirmByMail } from './confirm.ts';
import type { App } from './context.ts';
import { readerConfirmingBy } from './read-our-mail-address.ts';
import type { Wish } from './wish.ts';

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
  if (reply === 'no') return decline(app, kept, reader);
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

/** Who is a reader by now, and says no to what made them one, leaves; anybody else stays unconfirmed, and the author reads why. */
async function decline(app: App, kept: KeptMail, id: SubscriberId): Promise<Wish> {
  const reader = await app.store.subscriberById(id);
  if (reader !== null && reader.state.kind !== 'pending') return leave(app, kept, reader, 'is answered');
  return { outcome: 'declined', reader: id, passOn: { kind: 'forward' } };
}
