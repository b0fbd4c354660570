import type { LocalDate, WallTime, ZoneName } from '../../core/zoned-time.ts';

declare const topicIdBrand: unique symbol;
/** A topic's slug: lower-case letters, digits and single hyphens. Also the last part of its post's URL. */
export type TopicId = string & { readonly [topicIdBrand]: true };

/** A publishing day, named by its local date. */
export type SlotDate = LocalDate;

/** The author's file, parsed and checked: what the author wants. What happened is in the store. */
export interface Calendar {
  readonly blog: Blog;
  readonly cadence: Cadence;
  readonly email: EmailPolicy;
  /** In the order of the Start Here page. */
  readonly tracks: readonly Track[];
  readonly series: readonly Series[];
  /** In file order, which is the order of publication. */
  readonly topics: readonly Topic[];
}

export interface Blog {
  readonly title: string;
  readonly tagline: string;
  /** A few sentences by the author about themselves and the blog, for the Start Here page; empty when the file gives none. */
  readonly about: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly url: string;
  /** BCP 47 language tag. */
  readonly language: string;
  /** Stands in every mail. Null when the file gives none: then no edition can open. */
  readonly postalAddress: string | null;
}

export interface Cadence {
  /** A publishing day; dates are anchor + every·k, k >= 0. */
  readonly anchor: SlotDate;
  readonly everyDays: number;
  readonly at: WallTime;
  readonly zone: ZoneName;
  /** Inclusive ranges of dates on which nothing is published; a single date is a range of one day. */
  readonly skip: readonly DateRange[];
  /** Publishing days beside the grid. */
  readonly extra: readonly SlotDate[];
  readonly whenNotReady: 'next-ready' | 'hold';
  /** How late a slot may still publish, in milliseconds. */
  readonly catchUp: number;
  /** Slots before this date are closed as skipped; null when not paused. */
  readonly pauseUntil: LocalDate | null;
}

export interface DateRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export type Approval = 'none' | 'veto' | 'required';

export interface EmailPolicy {
  readonly from: string;
  readonly replyTo: string;
  /** The quiet period between publishing and emailing, in milliseconds. */
  readonly after: number;
  /** Mail leaves only while the zone's clocks show a time in [from, to). */
  readonly window: { readonly from: WallTime; readonly to: WallTime };
  readonly approval: Approval;
}

export interface Track {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  /** Reading order on the Start Here page, when it is not that of publication. */
  readonly startHere: readonly TopicId[];
}

export interface Series {
  readonly id: string;
  readonly title: string;
  readonly parts: number | null;
  /** True: no other topic may come between its parts. */
  readonly contiguous: boolean;
}

/** `published` is only for posts that came out before Fortnight; everything else about a topic's fate is derived. */
export type TopicStatus = 'idea' | 'outline' | 'draft' | 'review' | 'ready' | 'parked' | 'published';

export interface Topic {
  readonly id: TopicId;
  readonly title: string;
  readonly track: string;
  readonly series: string | null;
  readonly part: number | null;
  readonly status: TopicStatus;
  readonly summary: string;
  /** A promise: this slot is for this topic alone. */
  readonly pin: SlotDate | null;
  readonly notBefore: LocalDate | null;
  readonly tags: readonly string[];
  /** False keeps it out of "coming next". */
  readonly public: boolean;
  /** Slugs it was once known by: they redirect. */
  readonly aliases: readonly TopicId[];
  /** When it came out before Fortnight; null otherwise. */
  readonly published: LocalDate | null;
  readonly url: string | null;
  /** Line of its `- id:` in the file, from 1: for "go to" and messages. */
  readonly line: number;
}
