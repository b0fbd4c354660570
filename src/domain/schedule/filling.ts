import { never } from '../../core/errors.ts';
import type { LocalDate } from '../../core/zoned-time.ts';
import type { TopicId } from '../calendar/calendar.ts';

/** What a projection puts into a slot, and why. */
export type Filling =
  | { readonly topic: TopicId; readonly why: Choice }
  | { readonly topic: null; readonly why: Gap };

/** Why a topic stands in a slot. */
export type Choice =
  | { readonly kind: 'queue' }
  | { readonly kind: 'pin' }
  /** `past` is the head of the queue, which is not ready. */
  | { readonly kind: 'swapped'; readonly past: TopicId }
  /** The next part of a contiguous series that has begun. */
  | { readonly kind: 'series'; readonly series: string };

/** Why a slot stays empty. */
export type Gap =
  | { readonly kind: 'held'; readonly by: Holder; readonly topic: TopicId; readonly obstacle: Obstacle }
  | { readonly kind: 'nothing-ready'; readonly head: TopicId }
  | { readonly kind: 'nothing-left' };

/** What reserves a slot for one topic: the `hold` policy, its pin, or a contiguous series. */
export type Holder = 'queue' | 'pin' | 'series';

/** What keeps a topic from coming out on a date. */
export type Obstacle =
  | { readonly kind: 'not-ready'; readonly missing: string }
  | { readonly kind: 'not-before'; readonly date: LocalDate }
  | { readonly kind: 'pinned'; readonly date: LocalDate }
  | { readonly kind: 'predecessor'; readonly topic: TopicId };

/** One short phrase for a plan's "why" column, without a full stop. */
export function wordsOfFilling(filling: Filling): string {
  return filling.topic === null ? wordsOfGap(filling.why) : wordsOfChoice(filling.why);
}

export function wordsOfChoice(why: Choice): string {
  switch (why.kind) {
    case 'queue':
      return 'queue';
    case 'pin':
      return 'pin';
    case 'swapped':
      return `swapped past ${why.past}`;
    case 'series':
      return `next part of ${why.series}`;
    default:
      return never(why);
  }
}

export function wordsOfGap(why: Gap): string {
  switch (why.kind) {
    case 'held':
      return `held for ${why.topic}${holderWords[why.by]}: ${wordsOfObstacle(why.obstacle)}`;
    case 'nothing-ready':
      return `nothing ready, ${why.head} is next`;
    case 'nothing-left':
      return 'no topic left for this date';
    default:
      return never(why);
  }
}

const holderWords: Record<Holder, string> = {
  queue: '',
  pin: ', which is pinned here',
  series: ', the next part of a contiguous series',
};

function wordsOfObstacle(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'not-ready':
      return obstacle.missing;
    case 'not-before':
      return `not before ${obstacle.date}`;
    case 'pinned':
      return `pinned to ${obstacle.date}`;
    case 'predecessor':
      return `${obstacle.topic} comes first`;
    default:
      return never(obstacle);
  }
}
