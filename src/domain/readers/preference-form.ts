import type { Instant } from '../../core/clock.ts';
import { instantOf, parseLocalDate, type WallTime, wallClock, type ZoneName } from '../../core/zoned-time.ts';
import { isPaused, type Preferences, RHYTHMS } from './preferences.ts';

/** The form as it was typed and ticked. */
export interface PreferenceForm {
  readonly name: string;
  readonly tracks: readonly string[];
  /** Series to be sent from their beginning. */
  readonly series: readonly string[];
  readonly rhythm: string;
  /** A day as `YYYY-MM-DD`, or empty. */
  readonly pauseUntil: string;
}

/** What a form is read against. */
export interface FormGround {
  /** The ids of the calendar's tracks. */
  readonly tracks: readonly string[];
  /** The ids of the series that can be asked for. */
  readonly series: readonly string[];
  /** The ids of those that the reader follows, also of some that cannot be asked for any more. */
  readonly following: readonly string[];
  readonly zone: ZoneName;
  readonly now: Instant;
}

export interface FieldFault {
  readonly field: 'name' | 'tracks' | 'rhythm' | 'pause';
  /** What is wrong and what would be right, as a sentence. */
  readonly words: string;
}

/** All that a reader can want on that page. */
export type WantedTerms = Preferences & {
  readonly name: string | null;
  /** The series to be sent from their beginning. */
  readonly following: readonly string[];
};

export type ReadForm =
  | { readonly ok: true; readonly wanted: WantedTerms }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** In characters. */
export const LONGEST_NAME = 100;

const MIDNIGHT = '00:00' as WallTime;

/** The form that says what holds now. A pause that is over is none; a track that the calendar has no more cannot be ticked. */
export function formOf(
  { tracks, pausedUntil, rhythm, name }: Preferences & { readonly name: string | null },
  ground: FormGround,
): PreferenceForm {
  const paused = isPaused({ tracks, pausedUntil, rhythm }, ground.now) && pausedUntil !== null;
  return {
    name: name ?? '',
    tracks: ground.tracks.filter((id) => tracks?.includes(id) ?? true),
    series: ground.series.filter((id) => ground.following.includes(id)),
    rhythm,
    pauseUntil: paused ? wallClock(pausedUntil, ground.zone).date : '',
  };
}

/**
 * Reads what a reader typed, and finds all that is wrong with it. All tracks ticked means all, also those to come. A blog with fewer than two tracks
 * shows none to tick: then nothing about them changes. Nor does a series that cannot be ticked (any more).
 */
export function readForm(form: PreferenceForm, ground: FormGround, before: Preferences): ReadForm {
  const name = form.name.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const tracks = tracksIn(form, ground, before);
  const rhythm = RHYTHMS.find((one) => one === form.rhythm);
  const pause = pauseIn(form.pauseUntil.trim(), ground);
  const faults: readonly FieldFault[] = [
    ...(rhythm === undefined
      ? [{ field: 'rhythm', words: 'Choose how often mail should come.' } as const]
      : []),
    ...(tracks === 'none'
      ? [
          {
            field: 'tracks',
            words: 'Tick at least one track. To get no mail at all, pause or unsubscribe.',
          } as const,
        ]
      : []),
    ...('words' in pause ? [{ field: 'pause', words: pause.words } as const] : []),
    ...([...name].length > LONGEST_NAME
      ? [{ field: 'name', words: `Use at most ${LONGEST_NAME} characters for the name.` } as const]
      : []),
  ];
  if (faults.length > 0 || rhythm === undefined || tracks === 'none' || 'words' in pause)
    return { ok: false, faults };
  const following = followingIn(form, ground);
  const wanted = { name: name === '' ? null : name, tracks, rhythm, pausedUntil: pause.until, following };
  return { ok: true, wanted };
}

function tracksIn(
  { tracks }: PreferenceForm,
  ground: FormGround,
  before: Preferences,
): Preferences['tracks'] | 'none' {
  if (ground.tracks.length < 2) return before.tracks;
  const picked = ground.tracks.filter((id) => tracks.includes(id));
  if (picked.length === 0) return 'none';
  return picked.length === ground.tracks.length ? null : picked.toSorted();
}

/** What is not there to be ticked stays as it is. */
function followingIn({ series }: PreferenceForm, ground: FormGround): readonly string[] {
  const kept = ground.following.filter((id) => !ground.series.includes(id));
  return [...kept, ...ground.series.filter((id) => series.includes(id))];
}

/** Mail comes again from the beginning of that day, by the blog's clock. */
function pauseIn(
  typed: string,
  { zone, now }: FormGround,
): { readonly until: Instant | null } | { readonly words: string } {
  if (typed === '') return { until: null };
  const date = parseLocalDate(typed);
  if (date === null)
    return { words: 'Write the day as year-month-day, such as 2027-01-31, or leave it empty.' };
  const until = instantOf(date, MIDNIGHT, zone);
  return until > now
    ? { until }
    : { words: 'That day has begun already: choose a later one, or leave it empty.' };
}
