import type { Instant } from '../core/clock.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import type { EditionId } from '../domain/deliveries/delivery.ts';
import type { Following, ReaderPart } from '../domain/readers/following.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { SeriesSlot } from '../domain/schedule/series-slot.ts';

/** A part that is somebody's next. */
export interface DuePart {
  readonly topic: TopicId;
  readonly series: string;
  readonly title: string;
}

/** Series that readers asked for from their beginning. Asking and stopping is `savePreferences`. */
export interface SeriesStore {
  /** What a reader asked for, with what is over; in the order of asking. */
  followingsOf(id: SubscriberId): Promise<readonly Following[]>;
  /** Every part that is out, was not taken back, and whose own mailing was not cancelled before it began, of all series, by series and part, with what became of the reader's copy. */
  readerPartsOf(id: SubscriberId): Promise<readonly (ReaderPart & { readonly title: string })[]>;
  /**
   * The parts that a slot has to bring to at least one reader who is active and not paused, and that no edition brings already. A part comes by
   * a series only when its own mailing was opened before the slot or, of a post from before Fortnight, when it was known by then. What it costs
   * depends on those who follow a series, and while nothing changes it costs nothing.
   * @param missing by series, the number of a part that is not out yet: those after it wait for it
   */
  seriesPartsDue(slot: SeriesSlot, missing: ReadonlyMap<string, number>): Promise<readonly DuePart[]>;
  /** What the list of an edition of a series is judged by; null for other kinds. */
  seriesSlotOf(id: EditionId): Promise<(SeriesSlot & { readonly series: string }) | null>;
  /** Whether the reader followed the series of this edition when its list was frozen, and since before its slot. Null when it is no edition of a series, or not frozen. */
  followedAtFreeze(edition: EditionId, reader: SubscriberId): Promise<'yes' | 'since-later' | 'no' | null>;
  /** How many active readers follow this series now. */
  countFollowers(series: string): Promise<number>;
  /** Ends up to `limit` followings of a series that has no more parts, of those who had all there are. Returns how many. */
  endFinishedFollowings(series: string, limit: number, at: Instant): Promise<number>;
}
