import type { Instant } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import type { EditionKind } from '../deliveries/delivery.ts';

/** Each post as it comes, or one mail a month that says what came out. */
export type Rhythm = 'every-post' | 'monthly-digest';

export const RHYTHMS = ['every-post', 'monthly-digest'] as const satisfies readonly Rhythm[];

/** On which terms a reader stays. They outlive an Undo; who comes back by a fresh opt-in begins with `PLAIN_PREFERENCES`. */
export interface Preferences {
  /** The tracks whose posts are wanted, in alphabetical order, each once; null: all, also those to come. */
  readonly tracks: readonly string[] | null;
  /** No edition whose list is frozen before then is for this reader; null or in the past: not paused. */
  readonly pausedUntil: Instant | null;
  readonly rhythm: Rhythm;
}

/** What holds for a reader who never said otherwise: every post. */
export const PLAIN_PREFERENCES: Preferences = { tracks: null, pausedUntil: null, rhythm: 'every-post' };

export function isPaused({ pausedUntil }: Preferences, at: Instant): boolean {
  return pausedUntil !== null && pausedUntil > at;
}

/** Why a reader's own preferences keep an edition from them. */
export type LeftOut = 'paused' | 'digest' | 'every-post' | 'tracks';

/** As much of a frozen edition as its audience depends on. */
export interface FrozenFor {
  readonly kind: EditionKind;
  /** Of the post it carries; null for what belongs to no track. */
  readonly track: string | null;
  /** When its list was frozen; of a part of a series the moment of its slot, by which its readers are judged. */
  readonly at: Instant;
}

/**
 * Why these preferences keep a reader out of an edition's audience; null when they do not. A correction goes to whoever has the post that it
 * corrects, whatever they prefer, and a series to who asked for it, whatever its track and the rhythm of all else. `store/sqlite/audience.ts` says the same as SQL, and a test holds the two against each other.
 */
export function leftOutOf({ kind, track, at }: FrozenFor, preferences: Preferences): LeftOut | null {
  switch (kind) {
    case 'correction':
      return null;
    case 'announcement':
    case 'series':
      return isPaused(preferences, at) ? 'paused' : null;
    case 'digest':
      if (isPaused(preferences, at)) return 'paused';
      return preferences.rhythm === 'monthly-digest' ? null : 'every-post';
    case 'regular':
      if (isPaused(preferences, at)) return 'paused';
      if (preferences.rhythm === 'monthly-digest') return 'digest';
      return track === null || (preferences.tracks?.includes(track) ?? true) ? null : 'tracks';
    default:
      return never(kind);
  }
}

/** For the author, who asks why a reader got no copy. */
export function leftOutWords(
  why: LeftOut,
  { track }: FrozenFor,
  { tracks, pausedUntil }: Preferences,
): string {
  switch (why) {
    case 'paused':
      return `the reader had paused until ${new Date(pausedUntil ?? 0).toISOString().slice(0, 16)}Z`;
    case 'digest':
      return 'the reader takes the monthly digest instead of every post';
    case 'every-post':
      return 'the reader takes every post, and not the digest';
    case 'tracks':
      return `the post is of the track ${track}, and the reader had chosen only ${tracks?.join(', ')}`;
    default:
      return never(why);
  }
}

/** Which of them differ, in words for the history: what a reader chose is theirs, and is not repeated there. */
export function changedPreferences(before: Preferences, after: Preferences): readonly string[] {
  const tracksOf = ({ tracks }: Preferences) => JSON.stringify(tracks);
  return [
    ...(tracksOf(before) === tracksOf(after) ? [] : ['tracks']),
    ...(before.pausedUntil === after.pausedUntil ? [] : ['pause']),
    ...(before.rhythm === after.rhythm ? [] : ['rhythm']),
  ];
}
