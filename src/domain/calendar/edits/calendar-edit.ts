import type { LocalDate } from '../../../core/zoned-time.ts';
import type { DateRange, SlotDate, TopicId, TopicStatus } from '../calendar.ts';

/** One change to the calendar, as the command line, the editor and a what-if say it. */
export type CalendarEdit =
  | { readonly kind: 'move'; readonly topic: TopicId; readonly to: Neighbour }
  | { readonly kind: 'pin'; readonly topic: TopicId; readonly date: SlotDate }
  | { readonly kind: 'unpin'; readonly topic: TopicId }
  | { readonly kind: 'skip'; readonly range: DateRange }
  | { readonly kind: 'unskip'; readonly date: LocalDate }
  | { readonly kind: 'status'; readonly topic: TopicId; readonly status: Exclude<TopicStatus, 'published'> }
  | { readonly kind: 'add'; readonly topic: NewTopic; readonly to: Neighbour | null }
  /** The old id stays as an alias, so that its address redirects. */
  | { readonly kind: 'rename'; readonly topic: TopicId; readonly id: TopicId };

/** Where a topic is put: right before or right after another one. */
export type Neighbour =
  | { readonly kind: 'before'; readonly topic: TopicId }
  | { readonly kind: 'after'; readonly topic: TopicId };

export interface NewTopic {
  readonly id: TopicId;
  readonly title: string;
  readonly track: string;
  readonly status: Exclude<TopicStatus, 'published'>;
}

export type EditOutcome =
  | { readonly kind: 'edited'; readonly text: string }
  /** The file says so already: nothing to write. */
  | { readonly kind: 'unchanged' }
  /** Why it was not done, in words, and what would help. */
  | { readonly kind: 'refused'; readonly reason: string; readonly help: string | null };
