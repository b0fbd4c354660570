import { uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
import type { EditionId } from '../domain/deliveries/delivery.ts';
import type { Feedback, FeedbackSource } from '../domain/inbound/feedback.ts';
import type { Subscriber, SubscriberId } from '../domain/readers/subscriber.ts';
import type { FeedbackBatch, FeedbackEntry, FeedbackOutcome } from '../store/feedback-store.ts';
import type { App } from './context.ts';
import { copyOf, settleByEvidence } from './settle-by-evidence.ts';

/**
 * What somebody trustworthy tells of mails that left: complaints end a subscription, dead addresses are suppressed, other bounces are counted, and
 * a mail of which anything is told was sent. What was told before changes nothing.
 * @param nonce see `FeedbackBatch`
 * @param find whose mail it was, where there is better proof than what is told
 */
export async function recordFeedback(
  app: App,
  source: FeedbackSource,
  told: readonly Feedback[],
  nonce: FeedbackBatch['nonce'],
  find: FindMail = whoseMail,
): Promise<FeedbackOutcome> {
  const entries: FeedbackEntry[] = [];
  for (const feedback of told) {
    const what = consequenceOf(feedback, app.clock.now());
    if (what !== null) entries.push(await entryOf(app, feedback, what, find));
  }
  const outcome = await app.store.recordFeedback({ source, nonce, entries }, app.clock.now());
  if (outcome.kind === 'recorded') await settleUncertain(app, source, told);
  return outcome;
}

type Consequence = FeedbackEntry['what'];

/** Null for what changes nothing of a reader. */
function consequenceOf(feedback: Feedback, now: number): Consequence | null {
  switch (feedback.kind) {
    case 'complaint':
    case 'unsubscribe':
      return { kind: feedback.kind };
    case 'bounce': {
      const { kind, status, permanent, suppress, reason, detail } = feedback;
      const at = Math.min(feedback.at ?? now, now);
      return { kind, at, edition: null, status, permanent, suppress, reason, detail };
    }
    default:
      return null;
  }
}

async function entryOf(
  app: App,
  feedback: Feedback,
  what: Consequence,
  find: FindMail,
): Promise<FeedbackEntry> {
  const { eventId, address } = feedback;
  const { reader, edition } = await find(app, feedback);
  return {
    eventId,
    subscriber: reader,
    addressHash: address === null ? null : keyedHash(app.keyring, uniqueForm(address)),
    what: what.kind === 'bounce' ? { ...what, edition } : what,
  };
}

type FindMail = (app: App, feedback: Feedback) => Promise<WhoseMail>;

export interface WhoseMail {
  readonly reader: SubscriberId | null;
  /** Null: it was no edition, or not one to this reader. */
  readonly edition: EditionId | null;
}

/**
 * The reader whom our own Message-ID names, as long as the address told is theirs; else the reader with that address. A mail that was handed on to an
 * address we do not know, or went elsewhere in test mode, must not cost the reader whom it names, unless a person complained about it.
 */
async function whoseMail(app: App, { kind, messageId, address }: Feedback): Promise<WhoseMail> {
  const copy = messageId === null ? null : copyOf(app, messageId);
  const named = copy === null ? null : await app.store.subscriberById(copy.subscriber);
  const isTheirs = named !== null && (address === null || hasAddress(named, address));
  const edition = copy === null ? null : await app.store.editionById(copy.edition);
  if (copy !== null && isTheirs) {
    const sent = edition === null ? null : await app.store.deliveryTo(edition.id, copy.subscriber);
    return { reader: copy.subscriber, edition: sent?.edition ?? null };
  }
  const holder = address === null ? null : await app.store.subscriberByAddress(address);
  if (holder !== null) return { reader: holder.id, edition: null };
  const handedOn = kind === 'complaint' && edition?.test === false;
  return { reader: handedOn ? (named?.id ?? null) : null, edition: null };
}

function hasAddress(reader: Subscriber, address: Subscriber['address']): boolean {
  return uniqueForm(reader.address) === uniqueForm(address);
}

async function settleUncertain(app: App, source: string, told: readonly Feedback[]): Promise<void> {
  const ids = new Set(told.map(({ messageId }) => messageId).filter((id) => id !== null));
  for (const id of ids) await settleByEvidence(app, id, `told by ${source}`);
}
