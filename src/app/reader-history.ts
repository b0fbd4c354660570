import type { Instant } from '../core/clock.ts';
import { uniqueForm } from '../core/email-address.ts';
import { never } from '../core/errors.ts';
import { keyedHash } from '../core/keyring.ts';
import type { DeliveryState } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';
import { readerAt } from './reader-at.ts';

export interface ReaderEvent {
  readonly at: Instant;
  readonly words: string;
}

/** What happened to one reader, in the order of time: consents, coming and going, and every mailing. @throws AppError `invalid`, `not-found` */
export async function readerHistory(app: App, typed: string): Promise<readonly ReaderEvent[]> {
  const { subscriber } = await readerAt(app, typed);
  const hash = keyedHash(app.keyring, uniqueForm(subscriber.address));
  const consents = await app.store.consentsOf(subscriber.id);
  const events = await app.store.eventsAbout([String(subscriber.id), hash]);
  const own = events.filter(({ kind }) => concernsReaders(kind));
  const mails: ReaderEvent[] = [];
  for (const { id, key } of await app.store.editions()) {
    const delivery = await app.store.deliveryTo(id, subscriber.id);
    if (delivery !== null) mails.push(mailing(key, delivery.state, app.clock.now()));
  }
  const told = [
    ...consents.map(({ consent }) => ({
      at: consent.at,
      words: `agreed (${consent.door}): ${consent.wording}`,
    })),
    ...own.map(({ at, kind, detail }) => ({ at, words: `${kind}${detail === null ? '' : `: ${detail}`}` })),
    ...mails,
  ];
  return told.toSorted((one, other) => one.at - other.at);
}

/** What is still under way stands last. */
function mailing(key: string, state: DeliveryState, now: Instant): ReaderEvent {
  switch (state.kind) {
    case 'queued':
    case 'deferred':
      return { at: now, words: `${key}: waits to be sent` };
    case 'sending':
    case 'uncertain':
      return { at: state.since, words: `${key}: ${state.kind}` };
    case 'sent':
      return { at: state.at, words: `${key}: sent` };
    case 'failed':
    case 'skipped':
      return { at: state.at, words: `${key}: ${state.kind}, ${state.reason}` };
    default:
      return never(state);
  }
}

function concernsReaders(kind: string): boolean {
  return kind.startsWith('subscriber.') || kind.startsWith('suppression.');
}
