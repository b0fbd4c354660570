import type { Instant } from '../../core/clock.ts';
import type { PictureFacts } from '../pictures/look.ts';
import type { ScheduleFacts } from '../schedule/facts.ts';
import type { TopicId } from './calendar.ts';

/** What the world around the file says. Whatever is null nobody knows, and the rules that need it keep quiet. */
export interface CheckContext {
  /** What happened so far. Null without a database: nothing recorded is not the same as nothing known. */
  readonly facts: ScheduleFacts | null;
  readonly now: Instant | null;
  /** The post of a topic; null when it has none, or when posts are not looked at. */
  readonly post: (topic: TopicId) => PostText | null;
  /** A picture by the name that the post of a topic has for it; null when pictures are not looked at. */
  readonly picture: (topic: TopicId, name: string) => PostPicture | null;
  /** The version of the time zone data in use, like `2025c` (`process.versions.tz`). */
  readonly zoneData: string | null;
}

/** A post's Markdown under the name it is reported under. */
export type PostText =
  | { readonly kind: 'text'; readonly file: string; readonly text: string }
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: string };

/** A picture beside a post, as far as it can be told without decoding it. */
export type PostPicture =
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** `size` in octets. */
  | { readonly kind: 'file'; readonly size: number; readonly look: PictureFacts };

export const noContext: CheckContext = {
  facts: null,
  now: null,
  post: () => null,
  picture: () => null,
  zoneData: null,
};
