import type { App } from '../app/context.ts';
import type { ReaderStanding } from '../app/save-preferences.ts';
import { unsubscribeUrl } from '../app/unsubscribe.ts';
import { addDays, wallClock } from '../core/zoned-time.ts';
import { type FieldFault, formOf, type PreferenceForm } from '../domain/readers/preference-form.ts';
import { isPaused } from '../domain/readers/preferences.ts';
import { dateInWords } from '../site/dates.ts';
import type { PreferencesView } from '../site/pages/preferences.tsx';

/** What a request changes about the page: what was typed and is wrong with it, or what was done. */
export interface PageMoment {
  readonly typed?: PreferenceForm;
  readonly faults?: readonly FieldFault[];
  readonly newAddress?: { readonly typed: string; readonly problem: string };
  readonly done?: string;
}

/** @param path of the page, without a slash at the end */
export function preferencesView(
  app: App,
  standing: ReaderStanding,
  path: string,
  moment: PageMoment,
): PreferencesView {
  const { reader, preferences, suppressed, tracks, titles, zone, now, allSeries } = standing;
  const { pausedUntil } = preferences;
  const today = wallClock(now, zone).date;
  return {
    address: reader.address,
    state: reader.state.kind,
    suppressed,
    pausedUntil:
      pausedUntil !== null && isPaused(preferences, now)
        ? dateInWords(wallClock(pausedUntil, zone).date)
        : null,
    digest: preferences.rhythm === 'monthly-digest',
    noTrackLeft: preferences.tracks !== null && !preferences.tracks.some((id) => tracks.includes(id)),
    fields: {
      action: path,
      typed: moment.typed ?? formOf({ ...preferences, name: reader.name }, standing),
      tracks: tracks.map((id) => ({ id, title: titles.get(id) ?? id })),
      series: allSeries,
      tomorrow: addDays(today, 1),
    },
    faults: moment.faults ?? [],
    newAddress: { action: `${path}/address`, typed: '', problem: null, ...moment.newAddress },
    done: moment.done ?? null,
    dataHref: `${path}/my-data.json`,
    eraseHref: `${path}/erase`,
    unsubscribe: { action: new URL(unsubscribeUrl(app, reader.id)).pathname, fields: { by: 'page' } },
  };
}
