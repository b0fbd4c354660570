import { uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
import type { ZoneName } from '../core/zoned-time.ts';
import {
  type FieldFault,
  type FormGround,
  type PreferenceForm,
  readForm,
} from '../domain/readers/preference-form.ts';
import type { Preferences } from '../domain/readers/preferences.ts';
import type { SeriesStanding } from '../domain/readers/series-standing.ts';
import type { Subscriber, SuppressionReason } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import { lastKnownCalendar } from './known-calendar.ts';
import { seriesStandings } from './series-standing.ts';

/** Where a reader stands, and what their preferences are chosen from. */
export interface ReaderStanding extends FormGround {
  readonly reader: Subscriber;
  readonly preferences: Preferences;
  /** Why no mail goes to this address, whatever its reader wants. */
  readonly suppressed: SuppressionReason | null;
  readonly titles: ReadonlyMap<string, string>;
  /** All with a part that is out, also those of which nothing is left to be asked for. */
  readonly allSeries: readonly SeriesStanding[];
}

/** Before any calendar was read there are no tracks, and no clock but UTC's. */
const NO_CALENDAR = { tracks: [], cadence: { zone: 'Etc/UTC' as ZoneName } };

export async function standingOf(app: App, reader: Subscriber): Promise<ReaderStanding> {
  const calendar = await lastKnownCalendar(app);
  const { tracks, cadence } = calendar ?? NO_CALENDAR;
  const preferences = await app.store.preferencesOf(reader.id);
  const followings = await app.store.followingsOf(reader.id);
  const allSeries =
    calendar === null ? [] : await seriesStandings(app, calendar, reader.id, preferences.pausedUntil);
  return {
    reader,
    preferences,
    suppressed: await app.store.suppressionOf(keyedHash(app.keyring, uniqueForm(reader.address))),
    tracks: tracks.map(({ id }) => id),
    series: allSeries.filter(({ next }) => next.kind !== 'none-left').map(({ id }) => id),
    following: followings.filter(({ ended }) => ended === null).map(({ series }) => series),
    allSeries,
    titles: new Map(tracks.map(({ id, title }) => [id, title])),
    zone: cadence.zone,
    now: app.clock.now(),
  };
}

/** The reader pressed Save. Returns what is wrong with the form, if anything: then nothing was saved. Who has left, or has yet to confirm, has nothing to save. */
export async function savePreferences(
  app: App,
  { reader, preferences, ...ground }: ReaderStanding,
  form: PreferenceForm,
): Promise<readonly FieldFault[] | 'not-active'> {
  if (reader.state.kind !== 'active') return 'not-active';
  const read = readForm(form, ground, preferences);
  if (!read.ok) return read.faults;
  await app.store.savePreferences(reader.id, read.wanted, app.clock.now());
  return [];
}
