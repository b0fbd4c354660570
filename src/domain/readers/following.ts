import type { Instant } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import type { TopicId } from '../calendar/calendar.ts';
import type { DeliveryStateKind, EditionKind } from '../deliveries/delivery.ts';

/** Why a series comes no more: the reader said so, the reader left, or had every part of a series that has no more. */
export const FOLLOWING_ENDS = ['reader', 'left', 'complete'] as const;
export type FollowingEnd = (typeof FOLLOWING_ENDS)[number];

/** A reader asked for a series from its beginning, one part a fortnight. */
export interface Following {
  readonly series: string;
  readonly since: Instant;
  /** Null while it goes on. */
  readonly ended: { readonly at: Instant; readonly why: FollowingEnd } | null;
}

/** A part that is out and was not taken back, and what became of the reader's copy of it. */
export interface ReaderPart {
  readonly series: string;
  readonly topic: TopicId;
  readonly part: number;
  /** The reader's copy, by whichever edition; null when there was none. */
  readonly copy: {
    readonly edition: EditionKind;
    readonly state: DeliveryStateKind;
    /** By the author's word it was sent once more, when nobody knew whether it had arrived. */
    readonly resent: boolean;
  } | null;
}

/**
 * What a copy that was made says about sending the post again: it `had` its turn, is `under-way`, or never came, so that a series may still bring it.
 * One that was refused had its turn if the series itself brought it: the author can try it again, and the reader goes on to the next part. So had one that
 * was in doubt once, whatever became of it when it was sent again: it may have arrived the first time.
 */
export function copyStands({
  edition,
  state,
  resent,
}: NonNullable<ReaderPart['copy']>): 'had' | 'under-way' | 'never-came' {
  switch (state) {
    case 'sent':
    case 'uncertain':
      return 'had';
    case 'failed':
      return edition === 'series' || resent ? 'had' : 'never-came';
    case 'skipped':
      return resent ? 'had' : 'never-came';
    case 'queued':
    case 'sending':
    case 'deferred':
      return 'under-way';
    default:
      return never(state);
  }
}

/**
 * The part of one series that is the reader's next: the lowest that they have not had. `waits`: it is on its way, and nothing comes before it is
 * settled. `store/sqlite/series-parts.ts` says the same as SQL, and a test holds the two against each other.
 * @param missing the number of a part that is not out yet: none after it comes before it
 */
export function nextPart<Part extends ReaderPart>(
  parts: readonly Part[],
  missing: number | null = null,
): { readonly kind: 'none' } | { readonly kind: 'waits' | 'due'; readonly part: Part } {
  const left = parts.filter((part) => !wasHad(part));
  const [part] = left.toSorted((a, b) => a.part - b.part || (a.topic < b.topic ? -1 : 1));
  if (part === undefined || (missing !== null && part.part >= missing)) return { kind: 'none' };
  const waits = part.copy !== null && copyStands(part.copy) === 'under-way';
  return { kind: waits ? 'waits' : 'due', part };
}

export function wasHad({ copy }: ReaderPart): boolean {
  return copy !== null && copyStands(copy) === 'had';
}

/** For people: why it ended. */
export function followingEndWords(why: FollowingEnd): string {
  switch (why) {
    case 'reader':
      return 'the reader stopped it';
    case 'left':
      return 'the reader left';
    case 'complete':
      return 'the reader had every part';
    default:
      return never(why);
  }
}
