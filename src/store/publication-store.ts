import type { Instant } from '../core/clock.ts';
import type { SlotDate, TopicId } from '../domain/calendar/calendar.ts';
import type { NewSingleMail } from '../domain/deliveries/single-mail.ts';
import type { MissReason, ScheduleFacts } from '../domain/schedule/facts.ts';

export interface ClosedSlot {
  readonly date: SlotDate;
  /** The instant the slot stood for when it was closed. */
  readonly instant: Instant;
  readonly outcome: { readonly kind: 'skipped' } | { readonly kind: 'missed'; readonly reason: MissReason };
}

/** What is kept of a topic when it is published: the site and the mail are made of this, not of the calendar. */
export interface PublicationContent {
  readonly title: string;
  readonly summary: string;
  readonly track: string;
  readonly series: string | null;
  readonly part: number | null;
  readonly tags: readonly string[];
  readonly markdown: string;
}

export interface Publication extends PublicationContent {
  readonly topic: TopicId;
  readonly slot: SlotDate | null;
  readonly at: Instant;
  /** The publishing zone's offset at `at`, like `-08:00`: kept because zone data may change under us. */
  readonly offset: string;
  readonly revisedAt: Instant | null;
  /** Null while it is on the web. */
  readonly withdrawnAt: Instant | null;
  /** Since when it is known here that it came out before Fortnight; null when Fortnight published it. */
  readonly earlierSince: Instant | null;
}

/** A post that came out before Fortnight, with its words. */
export interface EarlierPost extends PublicationContent {
  readonly topic: TopicId;
  /** When it came out, as the calendar says. */
  readonly at: Instant;
  readonly offset: string;
  readonly zoneData: string;
}

export interface NewPublication extends PublicationContent {
  readonly topic: TopicId;
  /** The slot it uses up, or null when published by hand beside the grid. */
  readonly slot: { readonly date: SlotDate; readonly instant: Instant } | null;
  readonly at: Instant;
  readonly offset: string;
  /** Version of the zone data that gave the instant, e.g. `2025c`. */
  readonly zoneData: string;
}

export interface PublicationStore {
  scheduleFacts(): Promise<ScheduleFacts>;
  /** Slots before `date` never open. The latest call counts, but recorded facts stay. */
  beginFrom(date: SlotDate, at: Instant): Promise<void>;
  /** Records slots as skipped or missed, with the notices they cause; those already recorded keep their outcome. Returns how many were new. */
  closeSlots(slots: readonly ClosedSlot[], at: Instant, notices: readonly NewSingleMail[]): Promise<number>;
  /**
   * Records slot, publication and the pending edition `regular:<topic>` in one step.
   * `already-recorded` when the slot or the topic has an outcome: nothing was changed.
   */
  publish(publication: NewPublication): Promise<'recorded' | 'already-recorded'>;
  /**
   * Keeps a post that came out before Fortnight. It uses up no slot and brings about no mailing; a series may bring it. One that is kept already
   * only moves to the day that is given now. False when nothing changed, or Fortnight published it.
   */
  recordEarlier(post: EarlierPost, now: Instant): Promise<boolean>;
  /** Drops such a post, of which no mailing was ever made. False when there is none, or one was. */
  forgetEarlier(topic: TopicId, now: Instant): Promise<boolean>;
  /** New words for a published topic: site and feeds follow, mail never. False when nothing differs, or it is not on the web. */
  revise(topic: TopicId, content: PublicationContent, at: Instant): Promise<boolean>;
  /**
   * Takes a post off the web and cancels its edition unless that was opened. The slot stays used.
   * `not-published` when there is nothing to take back.
   */
  withdraw(topic: TopicId, at: Instant): Promise<'withdrawn' | 'not-published'>;
  /** All publications, withdrawn ones included, oldest first. */
  publications(): Promise<readonly Publication[]>;
  /** Keeps the last calendar that had no file-level fault, as JSON, so that the site stands while the file is broken. */
  rememberCalendar(json: string, at: Instant): Promise<void>;
  lastCalendar(): Promise<string | null>;
}
