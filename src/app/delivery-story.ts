import { AppError, never } from '../core/errors.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import type { Delivery, Edition, EditionId } from '../domain/deliveries/delivery.ts';
import { type StoryLine, storyOf } from '../domain/deliveries/story.ts';
import { copyStands } from '../domain/readers/following.ts';
import { leftOutOf, leftOutWords } from '../domain/readers/preferences.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { findEdition } from './find-edition.ts';
import { readerNamed } from './readers-named.ts';

export interface DeliveryStory {
  readonly edition: Edition;
  readonly delivery: Delivery;
  readonly lines: readonly StoryLine[];
}

/** So much of the history is looked through for what concerns one mailing. */
const EVENTS = 100_000;

/**
 * What happened to one reader's copy of a mailing. @throws AppError `not-found` for an unknown reader or edition, and for a reader who was
 * not on its list, with what is known of why
 */
export async function deliveryStory(app: App, reader: string, key: string): Promise<DeliveryStory> {
  const edition = await findEdition(app, key);
  const id = await readerNamed(app, reader);
  const delivery = await app.store.deliveryTo(edition.id, id);
  if (delivery === null) throw await notOnTheList(app, edition, id, reader);
  const concerns = new Set([edition.key, String(id)]);
  const events = (await app.store.events(EVENTS)).filter(({ subject }) => concerns.has(subject)).toReversed();
  const lines = storyOf(delivery, await app.store.deliveryNotes(delivery.id), sinceItsList(edition, events));
  return { edition, delivery, lines };
}

/** What the reader did before the list was frozen has no part in it. */
function sinceItsList<Event extends { readonly subject: string }>(
  { key }: Edition,
  events: readonly Event[],
): readonly Event[] {
  const first = events.findIndex(({ subject }) => subject === key);
  return first < 0 ? events : events.slice(first);
}

async function notOnTheList(
  app: App,
  { id: edition, key, topic, state }: Edition,
  id: SubscriberId,
  reader: string,
): Promise<AppError> {
  if (state.kind === 'pending' || state.kind === 'held')
    return new AppError('not-found', `${key} has not begun: its list of readers is not frozen yet`);
  const then = await app.store.preferencesAtFreeze(edition, id);
  const leftOut = then === null ? null : leftOutOf(then.frozen, then.preferences);
  if (then !== null && leftOut !== null)
    return new AppError(
      'not-found',
      `${reader} was not on the list of ${key}: ${leftOutWords(leftOut, then.frozen, then.preferences)}`,
      {
        help: 'that is what the reader had chosen when the list was frozen; a later choice does not change it',
      },
    );
  const otherPart = then === null ? null : await whyNotThisPart(app, edition, topic, id);
  if (otherPart !== null)
    return new AppError('not-found', `${reader} was not on the list of ${key}: ${otherPart}`, {
      help: 'a part goes to those whose next one it is, at most one in a fortnight',
    });
  const subscriber = await app.store.subscriberById(id);
  const standing =
    subscriber === null
      ? 'nobody has this number'
      : `the reader is ${subscriber.state.kind} since ${new Date(subscriber.state.since).toISOString().slice(0, 16)}Z`;
  return new AppError('not-found', `${reader} was not on the list of ${key}: ${standing}`, {
    help: 'the list holds who was active, and could be mailed, when it was frozen',
  });
}

/** Of an edition of a series whose reader was active and not paused; null when it is none, or the reader was on its list. */
async function whyNotThisPart(
  app: App,
  id: EditionId,
  topic: TopicId | null,
  reader: SubscriberId,
): Promise<string | null> {
  const followed = await app.store.followedAtFreeze(id, reader);
  switch (followed) {
    case null:
      return null;
    case 'no':
      return 'the reader had not asked for this series from its beginning';
    case 'since-later':
      return 'the reader asked for this series after the moment of the slot, and waits for the next one';
    case 'yes':
      return (await hasOtherwise(app, topic, reader))
        ? 'the reader has the post by another mailing'
        : 'another part was the next one for the reader, or the one before had come a short time ago';
    default:
      return never(followed);
  }
}

async function hasOtherwise(app: App, topic: TopicId | null, reader: SubscriberId): Promise<boolean> {
  const copy = (await app.store.readerPartsOf(reader)).find((part) => part.topic === topic)?.copy ?? null;
  return copy !== null && copyStands(copy) !== 'never-came';
}
